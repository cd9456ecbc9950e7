/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package org.tenantapi.camel.karaf;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

import static org.awaitility.Awaitility.await;

/**
 * What a user types at the console of a Karaf, done over JMX: its commands are operations of these MBeans.
 */
final class Management implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final JMXConnector connector;
    private final MBeanServerConnection connection;

    /** The commands {@code feature:*}. */
    public interface Features {

        void addRepository(String url) throws Exception;

        void removeRepository(String url) throws Exception;

        void installFeature(String name) throws Exception;

        void uninstallFeature(String name) throws Exception;
    }

    /** The commands {@code bundle:*}. */
    public interface Bundles {

        TabularData getBundles() throws Exception;

        long install(String url, boolean start) throws Exception;

        void update(String id) throws Exception;

        void refresh(String id) throws Exception;

        void uninstall(String id) throws Exception;
    }

    /** The commands {@code config:*}. */
    public interface Configurations {

        List<String> getConfigs() throws Exception;

        void setProperty(String pid, String name, String value) throws Exception;

        void delete(String pid) throws Exception;
    }

    private Management(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.connection = connector.getMBeanServerConnection();
    }

    /**
     * Connects as soon as Karaf is ready to install features.
     *
     * @param check is called again and again meanwhile, and throws when there is no point in waiting
     */
    static Management connect(int registryPort, int serverPort, String user, String password, Runnable check)
            throws IOException {
        JMXServiceURL url = new JMXServiceURL(
                "service:jmx:rmi://127.0.0.1:" + serverPort + "/jndi/rmi://127.0.0.1:" + registryPort + "/karaf-root");
        Map<String, ?> credentials = Map.of(JMXConnector.CREDENTIALS, new String[] { user, password });
        return await("Karaf is ready to install features").atMost(PATIENCE).pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsMatching(e -> e instanceof IOException || e instanceof SecurityException)
                .until(() -> {
                    check.run();
                    Management management = new Management(JMXConnectorFactory.connect(url, credentials));
                    if (management.isReady()) {
                        return management;
                    }
                    management.close();
                    return null;
                }, Objects::nonNull);
    }

    private boolean isReady() throws IOException {
        for (String type : List.of("feature", "bundle", "config")) {
            if (!connection.isRegistered(karaf(type))) {
                return false;
            }
        }
        return true;
    }

    private static ObjectName karaf(String type) {
        return name("org.apache.karaf:type=" + type + ",name=root");
    }

    private static ObjectName name(String text) {
        try {
            return new ObjectName(text);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(e);
        }
    }

    Features features() {
        return JMX.newMBeanProxy(connection, karaf("feature"), Features.class);
    }

    Bundles bundles() {
        return JMX.newMBeanProxy(connection, karaf("bundle"), Bundles.class);
    }

    Configurations configurations() {
        return JMX.newMBeanProxy(connection, karaf("config"), Configurations.class);
    }

    /** The states of the bundles with this name, none if there is no such bundle. */
    List<String> bundleStates(String name) throws Exception {
        return bundlesNamed(name).map(bundle -> bundle.get("State").toString()).toList();
    }

    String bundleId(String name) throws Exception {
        return bundlesNamed(name).map(bundle -> bundle.get("ID").toString()).findFirst().orElseThrow();
    }

    private Stream<CompositeData> bundlesNamed(String name) throws Exception {
        return bundles().getBundles().values().stream().map(CompositeData.class::cast)
                .filter(bundle -> name.equals(bundle.get("Name")));
    }

    /** The CamelContexts that run. */
    Set<ObjectName> camelContexts() throws IOException {
        return connection.queryNames(name("org.apache.camel:type=context,*"), null);
    }

    /** The names of all threads of CamelContexts. */
    List<String> camelThreads() throws IOException {
        ThreadMXBean threads = ManagementFactory.newPlatformMXBeanProxy(connection, ManagementFactory.THREAD_MXBEAN_NAME,
                ThreadMXBean.class);
        return Stream.of(threads.dumpAllThreads(false, false)).map(ThreadInfo::getThreadName)
                .filter(thread -> thread.startsWith("Camel ")).toList();
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            // Karaf has gone already
        }
    }
}

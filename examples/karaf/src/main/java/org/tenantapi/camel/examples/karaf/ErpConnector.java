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
package org.tenantapi.camel.examples.karaf;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

import org.apache.camel.CamelContext;
import org.apache.camel.karaf.core.OsgiDefaultCamelContext;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.support.PropertyBindingSupport;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the routes while the component tenantapi and the file etc/org.tenantapi.examples.karaf.cfg are there; a change
 * of either starts them anew.
 */
// tag::component[]
@Component(configurationPid = ErpConnector.PID, configurationPolicy = ConfigurationPolicy.REQUIRE,
           reference = @Reference(name = "component", service = ComponentResolver.class, target = "(component=tenantapi)"))
// end::component[]
public final class ErpConnector {

    static final String PID = "org.tenantapi.examples.karaf";

    private static final Logger LOG = LoggerFactory.getLogger(ErpConnector.class);
    private static final String PREFIX = "tenantapi.";

    private CamelContext camel;

    // tag::start[]
    @Activate
    void start(BundleContext bundle, Map<String, Object> configuration) throws Exception {
        camel = new OsgiDefaultCamelContext(bundle);
        try {
            camel.getPropertiesComponent().setOverrideProperties(asProperties(configuration));
            camel.build();
            configure(camel.getComponent("tenantapi"), configuration);
            camel.addRoutes(new ErpRoutes());
            camel.start();
        } catch (Exception e) {
            LOG.error("Not started, until etc/{}.cfg is put right: {}", PID, rootCause(e).getMessage());
            camel.close();
        }
    }

    @Deactivate
    void stop() throws Exception {
        camel.close();
    }
    // end::start[]

    // tag::configure[]
    private void configure(org.apache.camel.Component tenantApi, Map<String, Object> configuration) {
        Map<String, Object> options = new HashMap<>();
        configuration.forEach((key, value) -> {
            if (key.startsWith(PREFIX)) {
                options.put(key.substring(PREFIX.length()), value);
            }
        });
        PropertyBindingSupport.build()
                .withConfigurer(tenantApi.getComponentPropertyConfigurer())
                .withRemoveParameters(true)
                .bind(camel, tenantApi, options);
        if (!options.isEmpty()) {
            // their names only: a value may be a password
            throw new IllegalArgumentException("The component tenantapi has no option " + options.keySet());
        }
    }
    // end::configure[]

    /** Karaf cuts long messages off in its log; what to do is said by the first cause. */
    private static Throwable rootCause(Throwable exception) {
        return exception.getCause() == null ? exception : rootCause(exception.getCause());
    }

    private static Properties asProperties(Map<String, Object> configuration) {
        Properties properties = new Properties();
        configuration.forEach((key, value) -> properties.setProperty(key, value.toString()));
        return properties;
    }
}

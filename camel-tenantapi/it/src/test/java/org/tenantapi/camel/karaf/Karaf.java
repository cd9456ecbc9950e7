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
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.awaitility.Awaitility.await;

/**
 * A Karaf in a process of its own. It gets its bundles from one folder only, so that no test depends on a network, and
 * listens on the loopback interface only.
 */
final class Karaf implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String USER = "karaf";

    private final Path home;
    private final Path base;
    private final Path java;
    private final String password = UUID.randomUUID().toString();
    private final int registryPort;
    private final int serverPort;
    private final int sshPort;
    private Process process;
    private Management management;

    /**
     * @param home       an unpacked Karaf, which is only read
     * @param base       for all that this Karaf writes; what is there is deleted
     * @param repository the folder of bundles, laid out as Maven does
     * @param java       the home of a Java that Karaf runs on
     */
    Karaf(Path home, Path base, Path repository, Path java) throws IOException {
        this.home = home.toAbsolutePath();
        this.base = base.toAbsolutePath();
        this.java = java;
        List<Integer> ports = freePorts(3);
        registryPort = ports.get(0);
        serverPort = ports.get(1);
        sshPort = ports.get(2);
        delete(this.base);
        Files.createDirectories(this.base.resolve("data"));
        Files.createDirectories(this.base.resolve("deploy"));
        copy(this.home.resolve("etc"), etc());
        configure("org.apache.karaf.shell.cfg", Map.of("sshHost", "127.0.0.1", "sshPort", sshPort));
        configure("org.apache.karaf.management.cfg", Map.of("rmiRegistryPort", registryPort, "rmiServerPort", serverPort));
        configure("users.properties",
                Map.of(USER, password + ",_g_:admingroup", "_g_\\:admingroup", "group,admin,manager,viewer,systembundles,ssh"));
        configure("org.ops4j.pax.url.mvn.cfg", Map.of("org.ops4j.pax.url.mvn.repositories", "",
                "org.ops4j.pax.url.mvn.localRepository", this.base.resolve("data/m2"),
                "org.ops4j.pax.url.mvn.defaultRepositories",
                this.home.resolve("system").toUri() + "@id=system@snapshots,"
                                                             + repository.toAbsolutePath().toUri()
                                                             + "@id=test@snapshots"));
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            List<Integer> ports = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                sockets.add(socket);
                ports.add(socket.getLocalPort());
            }
            return ports;
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                if (Files.isRegularFile(file)) {
                    Files.copy(file, copy);
                }
            }
        }
    }

    /** Puts these properties in the place of those in a file of etc/. */
    private void configure(String file, Map<String, ?> properties) throws IOException {
        Path path = etc().resolve(file);
        List<String> lines = new ArrayList<>();
        boolean replaced = false;
        for (String line : Files.readAllLines(path)) {
            replaced = properties.keySet().stream().anyMatch(line::startsWith) || replaced && line.startsWith(" ");
            if (!replaced) {
                lines.add(line);
            }
        }
        properties.forEach((name, value) -> lines.add(name + " = " + value));
        Files.write(path, lines);
    }

    /** Writes a file of etc/, of which Karaf makes or changes the configuration with this PID. */
    void putConfiguration(String pid, Map<String, ?> properties) throws IOException {
        Files.write(etc().resolve(pid + ".cfg"),
                properties.entrySet().stream().map(property -> property.getKey() + " = " + property.getValue()).toList());
    }

    Path base() {
        return base;
    }

    Path etc() {
        return base.resolve("etc");
    }

    /** What to type to get a console of this Karaf. */
    String consoleCommand() {
        return home.resolve("bin/client") + " -h 127.0.0.1 -a " + sshPort + " -u " + USER + " -p " + password;
    }

    /**
     * Starts it, and waits until features can be installed.
     *
     * @param environment variables for its process, in addition to those of this one
     */
    void start(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/karaf").toString(), "daemon")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(base.resolve("karaf.out").toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("KARAF") || name.equals("JAVA_OPTS"));
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_HOME", java.toString());
        builder.environment().put("KARAF_BASE", base.toString());
        builder.environment().put("KARAF_DATA", base.resolve("data").toString());
        builder.environment().put("KARAF_ETC", etc().toString());
        builder.environment().put("EXTRA_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        process = builder.start();
        management = Management.connect(registryPort, serverPort, USER, password, this::requireRunning);
    }

    private void requireRunning() {
        if (!process.isAlive()) {
            throw new IllegalStateException("Karaf has ended with " + process.exitValue() + ": see " + base + "/karaf.out");
        }
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    Management management() {
        return management;
    }

    /** Asks it to stop, as a service manager does; it finishes what it is doing. */
    void beginStop() {
        management.close();
        process.destroy();
    }

    void awaitStopped() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IllegalStateException("Karaf did not stop within " + PATIENCE.toSeconds() + " s: see " + logFile());
        }
    }

    /** As {@code kill -9} does: it has no chance to finish anything. */
    void kill() throws InterruptedException {
        management.close();
        process.destroyForcibly().waitFor();
    }

    Path logFile() {
        return base.resolve("data/log/karaf.log");
    }

    /** How much has been logged so far: where to {@linkplain #awaitLog look} for what comes now. */
    long logged() throws IOException {
        return Files.exists(logFile()) ? Files.size(logFile()) : 0;
    }

    /** The first line that was logged after this point and contains this text; waits for it. */
    String awaitLog(long since, String text) {
        return await("'" + text + "' in " + logFile()).atMost(PATIENCE)
                .until(() -> logSince(since).stream().filter(line -> line.contains(text)).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    List<String> logSince(long since) {
        try {
            byte[] log = Files.readAllBytes(logFile());
            int from = (int) Math.min(since, log.length);
            return new String(log, from, log.length - from, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it, and kills it if that takes too long. */
    @Override
    public void close() {
        if (isRunning()) {
            try {
                beginStop();
                awaitStopped();
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}

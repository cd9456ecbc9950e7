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
package org.tenantapi.camel.cluster;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.tenantapi.camel.cluster.Event.Kind;

/**
 * A {@link ClusterNode} that runs as a process of its own.
 */
final class NodeProcess implements AutoCloseable {

    private final String name;
    private final Process process;
    private final Witness witness;

    private NodeProcess(String name, Process process, Witness witness) {
        this.name = name;
        this.process = process;
        this.witness = witness;
    }

    /** Returns when it is up. */
    static NodeProcess start(String name, Map<String, String> properties, Witness witness) throws IOException {
        int now = witness.now();
        NodeProcess node = launch(name, properties, witness);
        try {
            witness.await(name + " is up", now, event -> event.is(Kind.READY, name));
            return node;
        } catch (RuntimeException | Error e) {
            node.close();
            throw e;
        }
    }

    private static NodeProcess launch(String name, Map<String, String> properties, Witness witness) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                        "-Dtest.log=target/cluster-" + name + ".log", "-Dnode.name=" + name,
                        "-Dnode.witness=" + witness.port()));
        properties.forEach((key, value) -> command.add("-Dnode." + key + "=" + value));
        command.addAll(
                List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ClusterNode.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(Path.of("target", "cluster-" + name + ".out").toFile()).start();
        return new NodeProcess(name, process, witness);
    }

    String name() {
        return name;
    }

    /** Starts the route. */
    void startRoute() throws IOException {
        command("start", Kind.STARTED);
    }

    void stopRoute() throws IOException {
        command("stop", Kind.STOPPED);
    }

    /** Empty when all is well. */
    String health() throws IOException {
        return command("health", Kind.HEALTH).detail();
    }

    private Event command(String command, Kind answer) throws IOException {
        int now = witness.now();
        Writer in = process.outputWriter();
        in.write(command + "\n");
        in.flush();
        return witness.await(name + " answers to " + command, now, event -> event.is(answer, name));
    }

    /** As {@code kill -9} does; returns when it is dead. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Lets it stand still, until it may {@link #goOn()}. */
    void freeze() throws Exception {
        signal("STOP");
    }

    void goOn() throws Exception {
        signal("CONT");
    }

    private void signal(String signal) throws Exception {
        int exit = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
        if (exit != 0) {
            throw new IOException("Cannot send " + signal + " to " + name);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

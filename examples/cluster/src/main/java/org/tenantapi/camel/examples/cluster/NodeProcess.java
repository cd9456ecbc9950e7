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
package org.tenantapi.camel.examples.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A {@link Node} in a process of its own.
 */
final class NodeProcess implements AutoCloseable {

    private static final long STOP_SECONDS = 30;

    private final String name;
    private final Process process;

    /**
     * @param properties what application.properties leaves open
     * @param password   of the Tenant's user
     * @param output     file for what it prints
     */
    NodeProcess(String name, Map<String, String> properties, String password, Path output) throws IOException {
        this.name = name;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Dnode.name=" + name);
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Node.class.getName()));
        ProcessBuilder node = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        // a command line can be read by everyone on the machine
        node.environment().put("TENANT_PASSWORD", password);
        process = node.start();
    }

    String name() {
        return name;
    }

    /** As {@code kill -9} does: it has no chance to finish anything. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Lets it finish what it does; kills it when that takes too long. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}

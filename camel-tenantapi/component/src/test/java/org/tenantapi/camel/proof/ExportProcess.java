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
package org.tenantapi.camel.proof;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts {@link AppendingExport} again and again in processes of their own, and reads what they have left.
 */
final class ExportProcess implements AutoCloseable {

    private final String baseUrl;
    private final Path folder;
    private final Path lines;
    private long linesRead;
    private Process process;

    ExportProcess(String baseUrl, Path folder) throws IOException {
        this.baseUrl = baseUrl;
        this.folder = folder;
        this.lines = Files.createFile(folder.resolve("processed.jsonl"));
    }

    void start(String endpointUri) throws IOException {
        process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-Xmx256m", "-Dtest.log=" + folder.resolve("export.log"), "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                AppendingExport.class.getName(), baseUrl, state().toString(), lines.toString(), endpointUri)
                .redirectErrorStream(true).redirectOutput(folder.resolve("output.txt").toFile()).start();
    }

    Path state() {
        return folder.resolve("state");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Whether it is still alive after this time. */
    boolean lives(long millis) throws InterruptedException {
        return !process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    String output() throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }

    /** How many bytes the route has written by now. */
    long written() throws IOException {
        return Files.size(lines);
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Leaves no process behind when a test fails. */
    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** SIGTERM: the process stops its CamelContext and ends. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("The export does not stop");
        }
    }

    /**
     * The records processed since the last call. A line without its end was not processed: the process was killed
     * before, and the line is removed.
     */
    List<String> processed() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(lines.toFile(), "rw")) {
            byte[] fresh = new byte[(int) (file.length() - linesRead)];
            file.seek(linesRead);
            file.readFully(fresh);
            String text = new String(fresh, StandardCharsets.UTF_8);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            linesRead += whole.getBytes(StandardCharsets.UTF_8).length;
            if (!isAlive()) {
                file.setLength(linesRead);
            }
            return whole.lines().toList();
        }
    }
}

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
package org.tenantapi.camel.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.tenantapi.camel.position.FilePositionStore;
import org.tenantapi.camel.position.Fingerprint;
import org.tenantapi.camel.position.FinishedVersion;
import org.tenantapi.camel.position.MemoryPositionStore;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.PositionChange;

/**
 * A commit of a hundred finished versions. With a file it ends when the disk has it, so it is the disk that is
 * measured.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CommitStage {

    private static final int VERSIONS = 100;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private Path directory;
    private OwnedPosition inFile;
    private OwnedPosition inMemory;
    private long next;

    @Setup
    public void open() throws IOException {
        directory = Files.createTempDirectory(Path.of(""), "positions-");
        inFile = new FilePositionStore(directory).open("acme/1001/order");
        inMemory = new MemoryPositionStore().open("acme/1001/order");
    }

    @Benchmark
    public void toFile() {
        inFile.commit(change());
    }

    @Benchmark
    public void toMemory() {
        inMemory.commit(change());
    }

    /** A hundred records of a second, of which a quarter of an hour is remembered. */
    private PositionChange change() {
        Instant mark = BEGIN.plusSeconds(next / VERSIONS);
        PositionChange.Builder change = PositionChange.builder().mark(mark).keepFrom(mark.minusSeconds(900));
        for (int n = 0; n < VERSIONS; n++) {
            Fingerprint record = new Fingerprint(next++ * 0x9E3779B97F4A7C15L, n);
            change.finished(new FinishedVersion(record, mark, record));
        }
        return change.build();
    }

    @TearDown
    public void close() throws IOException {
        inFile.close();
        inMemory.close();
        List<Path> all;
        try (Stream<Path> paths = Files.walk(directory)) {
            all = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}

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

import java.time.Instant;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.tenantapi.camel.internal.export.ContentDigest;
import org.tenantapi.camel.position.Fingerprint;
import org.tenantapi.camel.position.FinishedVersion;
import org.tenantapi.camel.position.FinishedVersions;

/**
 * Whether a version is among 100,000 that are finished, and what it costs to know one by its content.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DedupStage {

    private static final int FINISHED = 100_000;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final FinishedVersions finished = new FinishedVersions();
    private final byte[] order = Orders.exported(1);
    private final String[] localIds = new String[FINISHED];
    private int next;

    @Setup
    public void finish() {
        for (int n = 0; n < FINISHED; n++) {
            localIds[n] = "%016x%016x".formatted(n * 0x9E3779B97F4A7C15L, n);
            Fingerprint record = Fingerprint.ofLocalId(localIds[n]);
            finished.add(new FinishedVersion(record, BEGIN.plusSeconds(n), record));
        }
    }

    /** One that is there and one that is not, in turn. */
    @Benchmark
    public boolean isFinished() {
        next = (next + 1) % (2 * FINISHED);
        return finished.containsAnyContentOf(Fingerprint.ofLocalId(localIds[next / 2]), BEGIN.plusSeconds(next / 2 + next % 2));
    }

    /** Only for versions that a later poll can meet. */
    @Benchmark
    public Fingerprint digest() {
        return ContentDigest.WHOLE.of(order);
    }
}

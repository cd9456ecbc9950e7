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
package org.tenantapi.camel.position;

import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FinishedVersionsTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    @Test
    @DisplayName("lesson 7: at most 64 bytes of heap for each finished version, at any size")
    void takesAtMost64BytesOfHeapEach() {
        FinishedVersions versions = new FinishedVersions();
        for (int n = 1; n <= 200_000; n++) {
            versions.add(version(n, NOON, n));
            if (n >= 4096) {
                assertThat(versions.heapBytes()).as("heap of %d versions", n).isLessThanOrEqualTo(64L * n + 16 * 1024);
            }
        }
        assertThat(versions.size()).isEqualTo(200_000);
    }

    @Test
    @DisplayName("lesson 10: a version is told apart by record, time and content")
    void tellsVersionsApartByAllThreeParts() {
        FinishedVersions versions = new FinishedVersions();
        versions.add(version(1, NOON, 1));
        assertThat(versions.contains(version(1, NOON, 1))).isTrue();
        assertThat(versions.contains(version(1, NOON, 2))).isFalse();
        assertThat(versions.contains(version(1, NOON.plusSeconds(1), 1))).isFalse();
        assertThat(versions.contains(version(2, NOON, 1))).isFalse();
        assertThat(versions.containsAnyContentOf(new Fingerprint(0, 1), NOON)).isTrue();
        assertThat(versions.containsAnyContentOf(new Fingerprint(0, 1), NOON.plusNanos(1))).isFalse();
    }

    @Test
    void addingTwiceKeepsOne() {
        FinishedVersions versions = new FinishedVersions();
        assertThat(versions.add(version(1, NOON, 1))).isTrue();
        assertThat(versions.add(version(1, NOON, 1))).isFalse();
        assertThat(versions.size()).isEqualTo(1);
    }

    @Test
    @DisplayName("lesson 8: finished versions leave only when they are older than the overlap")
    void neverDropsWhatIsWithinTheOverlap() {
        FinishedVersions versions = new FinishedVersions();
        for (int second = 0; second < 10_000; second++) {
            versions.add(version(second, NOON.plusSeconds(second), 0));
            versions.dropBefore(NOON.plusSeconds(second - 900));
            assertThat(versions.contains(version(Math.max(0, second - 900), NOON.plusSeconds(Math.max(0, second - 900)), 0)))
                    .isTrue();
        }
        assertThat(versions.size()).as("those of 900 seconds, and not many more").isBetween(901, 2 * 901 + 1);
    }

    @Test
    void forgetsAllAtOnceWhenAllAreTooOld() {
        FinishedVersions versions = new FinishedVersions();
        versions.add(version(1, NOON, 1));
        versions.dropBefore(NOON);
        assertThat(versions.size()).isEqualTo(1);
        versions.dropBefore(NOON.plusSeconds(1));
        assertThat(versions.size()).isZero();
    }

    @Property(tries = 200)
    void isASet(@ForAll long seed, @ForAll @IntRange(max = 2000) int additions) {
        Random random = new Random(seed);
        FinishedVersions versions = new FinishedVersions();
        Set<FinishedVersion> expected = new HashSet<>();
        for (int n = 0; n < additions; n++) {
            FinishedVersion version = version(random.nextInt(40), NOON.plusSeconds(random.nextInt(5)), random.nextInt(4));
            assertThat(versions.add(version)).isEqualTo(expected.add(version));
        }
        Set<FinishedVersion> found = new HashSet<>();
        versions.forEach(found::add);
        assertThat(found).isEqualTo(expected);
        assertThat(versions.size()).isEqualTo(expected.size());
    }

    private static FinishedVersion version(long record, Instant lastModified, long content) {
        return new FinishedVersion(new Fingerprint(0, record), lastModified, new Fingerprint(content, content));
    }
}

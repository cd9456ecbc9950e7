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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Whatever happens to a position file: it is refused, or the export goes on from the last commit that is whole and says
 * what is missing. It never begins anew, and never skips ahead.
 */
@DisplayName("lesson 19: damaged state is an error that names the file, not an empty start")
class DamagedPositionFileTest {

    private static final String KEY = "acme/1001/order";
    private static final int SECTOR = 512;
    private static final int END = 12;
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    /** What becomes of a byte: each of its bits is flipped, all of them are, or it is overwritten. */
    private static final List<Damage> DAMAGES = Stream.concat(
            IntStream.range(0, Byte.SIZE).mapToObj(bit -> (Damage) was -> (byte) (was ^ 1 << bit)),
            Stream.<Damage> of(was -> (byte) ~was, was -> 0, was -> (byte) 0xFF, was -> (byte) (was + 1))).toList();

    @TempDir
    Path directory;
    private final LogOfWarnings warnings = LogOfWarnings.of(OwnedPositionFile.class);
    private FilePositionStore store;
    private Path file;

    @FunctionalInterface
    private interface Damage {
        byte to(byte was);
    }

    /** How long the last whole commit before the damage can be. */
    private enum Content {
        /** what opening a position leaves, whether it was there or not: all in one commit */
        COMPACTED {
            @Override
            byte[] write(FilePositionStore store, Path file) throws IOException {
                commit(store, NOON.minusSeconds(1));
                commit(store, NOON);
                store.open(KEY).close();
                return Files.readAllBytes(file);
            }
        },
        WITH_TWO_COMMITS {
            @Override
            byte[] write(FilePositionStore store, Path file) throws IOException {
                commit(store, NOON);
                commit(store, NOON.plusSeconds(1));
                return Files.readAllBytes(file);
            }
        };

        abstract byte[] write(FilePositionStore store, Path file) throws IOException;

        /** Opens the position as well, which compacts it. */
        private static void commit(FilePositionStore store, Instant mark) {
            try (OwnedPosition owned = store.open(KEY)) {
                owned.commit(PositionChange.builder().startFrom(NOON).filter("").mark(mark).failed(PositionTest.failed("a"))
                        .finished(PositionTest.version(NOON)).build());
            }
        }

        /** The latest mark that the file holds when it is whole. */
        Instant latest() {
            return this == COMPACTED ? NOON : NOON.plusSeconds(1);
        }
    }

    @BeforeEach
    void makeStore() {
        store = new FilePositionStore(directory.resolve("state"));
        file = store.file(KEY);
    }

    @AfterEach
    void closeWarnings() {
        warnings.close();
    }

    /** Null when it is refused. */
    private Instant markAfterOpening(String what, byte[] content) throws IOException {
        Files.write(file, content);
        warnings.clear();
        try (OwnedPosition owned = store.open(KEY)) {
            assertThat(owned.position().startFrom()).as(what).isEqualTo(NOON);
            assertThat(owned.position().failedRecord("a")).as(what).isNotNull();
            return owned.position().mark();
        } catch (PositionException e) {
            assertThat(e).as(what).hasMessageContaining(file.toString()).hasMessageContaining("Nothing is exported")
                    .hasMessageContaining("startFrom");
            assertThat(Files.readAllBytes(file)).as("a refused file is left as it is: " + what).isEqualTo(content);
            return null;
        }
    }

    private void expectWarning(String what) {
        assertThat(warnings.texts()).as(what).singleElement().asString().contains(file.toString()).contains("byte")
                .contains("exported again");
    }

    @ParameterizedTest
    @EnumSource
    void whateverByteIsDamagedTheFileIsRefusedOrGoesOnFromTheLastWholeCommitAndSaysSo(Content content) throws IOException {
        byte[] good = content.write(store, file);
        assertThat(markAfterOpening("nothing is damaged", good)).isEqualTo(content.latest());
        assertThat(warnings.texts()).isEmpty();
        int refused = 0;
        for (int at = 0; at < good.length; at++) {
            for (Damage damage : DAMAGES) {
                byte[] damaged = good.clone();
                damaged[at] = damage.to(good[at]);
                if (damaged[at] == good[at]) {
                    continue;
                }
                String what = "byte %d of %d is %02x instead of %02x".formatted(at, good.length, damaged[at], good[at]);
                Instant mark = markAfterOpening(what, damaged);
                if (mark == null) {
                    refused++;
                } else {
                    assertThat(mark).as(what).isIn(NOON, at < good.length - END ? NOON : content.latest());
                    expectWarning(what);
                }
            }
        }
        assertThat(refused).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void whereverTheFileIsCutItIsRefusedOrGoesOnFromTheLastWholeCommitAndSaysSo(Content content) throws IOException {
        byte[] good = content.write(store, file);
        List<Integer> refused = new ArrayList<>();
        for (int length = 0; length < good.length; length++) {
            String what = "cut to %d of %d bytes".formatted(length, good.length);
            Instant mark = markAfterOpening(what, Arrays.copyOf(good, length));
            if (mark == null) {
                refused.add(length);
            } else {
                assertThat(mark).as(what).isEqualTo(length < good.length - END ? NOON : content.latest());
                expectWarning(what);
            }
        }
        assertThat(refused).as("without a whole commit it is refused").isNotEmpty()
                .isEqualTo(IntStream.range(0, refused.size()).boxed().toList());
    }

    @Test
    void aCompactionThatACrashCutShortChangesNothing() throws IOException {
        byte[] good = Content.WITH_TWO_COMMITS.write(store, file);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        for (int length : new int[] { 0, 1, 40, good.length / 2, good.length - 1, good.length }) {
            Files.write(fresh, Arrays.copyOf(good, length));
            assertThat(markAfterOpening("a compaction of " + length + " bytes", good)).isEqualTo(NOON.plusSeconds(1));
            assertThat(warnings.texts()).isEmpty();
            assertThat(fresh).doesNotExist();
        }
    }

    @ParameterizedTest
    @EnumSource
    void zerosBehindTheEndAreWhatACrashLeaves(Content content) throws IOException {
        byte[] good = content.write(store, file);
        assertThat(markAfterOpening("zeros", Arrays.copyOf(good, good.length + 500))).isEqualTo(content.latest());
        expectWarning("zeros");
    }

    @Test
    void aFileOfSomethingElseIsRefused() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"mark\": \"2026-11-01T12:00:00Z\"}");
        assertThatThrownBy(() -> store.open(KEY)).isInstanceOf(PositionException.class)
                .hasMessageContaining("does not begin with").hasMessageContaining(file.toString());
    }

    @Test
    void aFileOfAnotherFormatIsRefused() throws IOException {
        byte[] good = Content.COMPACTED.write(store, file);
        for (String format : List.of("1", "3")) {
            byte[] other = good.clone();
            other[new String(good, StandardCharsets.ISO_8859_1).indexOf("format 4") + "format ".length()]
                    = (byte) format.charAt(0);
            Files.write(file, other);
            assertThatThrownBy(() -> store.open(KEY)).isInstanceOf(PositionException.class)
                    .hasMessageContaining(file.toString()).hasMessageContaining("has format " + format)
                    .hasMessageContaining("reads formats 2 and 4 only").hasMessageNotContaining("damaged");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whicheverSectorsOfTheLastCommitNeverReachedTheDiskOnlyThatCommitIsDropped(Sector sector) throws IOException {
        byte[] before;
        try (OwnedPosition owned = store.open(KEY)) {
            owned.commit(PositionChange.builder().startFrom(NOON).mark(NOON).failed(PositionTest.failed("a")).build());
            before = Files.readAllBytes(file);
            owned.commit(PositionChange.builder().mark(NOON.plusSeconds(1)).failed(longFailure("b")).build());
        }
        byte[] good = Files.readAllBytes(file);
        int start = before.length - END;
        byte[] old = Arrays.copyOf(before, good.length);
        int first = start / SECTOR;
        int sectors = (good.length - 1) / SECTOR + 1 - first;
        assertThat(sectors).isBetween(3, 10);
        for (int missing = 1; missing < 1 << sectors; missing++) {
            byte[] torn = good.clone();
            for (int n = 0; n < sectors; n++) {
                if ((missing & 1 << n) != 0) {
                    int from = Math.max(start, (first + n) * SECTOR);
                    int until = Math.min(torn.length, (first + n + 1) * SECTOR);
                    for (int at = from; at < until; at++) {
                        torn[at] = sector == Sector.ZERO ? 0 : old[at];
                    }
                }
            }
            if (Arrays.equals(torn, good)) {
                continue;
            }
            String what = "without sectors " + Integer.toBinaryString(missing);
            Instant mark = markAfterOpening(what, torn);
            assertThat(mark).as(what).isEqualTo(holdsWholeCommit(torn, good) ? NOON.plusSeconds(1) : NOON);
            expectWarning(what);
        }
    }

    /** Whether nothing but the end is missing. */
    private static boolean holdsWholeCommit(byte[] torn, byte[] good) {
        return Arrays.equals(torn, 0, good.length - END, good, 0, good.length - END);
    }

    /** What a sector holds that was not written: nothing, or what was there. */
    private enum Sector {
        ZERO,
        OLD
    }

    @Test
    @DisplayName("lesson 19: a lost sector in the middle is damage, not the end")
    void zerosBeforeAWholeCommitAreDamage() throws IOException {
        long start;
        try (OwnedPosition owned = store.open(KEY)) {
            owned.commit(PositionChange.builder().startFrom(NOON).mark(NOON).build());
            start = Files.size(file) - END;
            owned.commit(PositionChange.builder().failed(longFailure("b")).build());
            owned.commit(PositionChange.builder().mark(NOON.plusSeconds(1)).build());
        }
        byte[] damaged = Files.readAllBytes(file);
        Arrays.fill(damaged, (int) start, (int) start + SECTOR, (byte) 0);
        Files.write(file, damaged);
        assertThatThrownBy(() -> store.open(KEY)).isInstanceOf(PositionException.class).hasMessageContaining("damaged")
                .hasMessageContaining("byte " + start);
    }

    private static FailedRecord longFailure(String localId) {
        return new FailedRecord(localId, PositionTest.version(NOON), 1, NOON, "x".repeat(1000));
    }
}

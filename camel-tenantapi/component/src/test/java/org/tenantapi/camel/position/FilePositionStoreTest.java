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
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

class FilePositionStoreTest {

    private static final String KEY = "acme/1001/order";
    private static final int SECTOR = 512;
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    @TempDir
    Path directory;
    private FilePositionStore store;

    @BeforeEach
    void makeStore() {
        store = new FilePositionStore(directory.resolve("state"));
    }

    @Test
    @DisplayName("lesson 7: a commit writes what changed, not all that is remembered")
    void aCommitCostsWhatChanged() throws IOException {
        try (OwnedPosition owned = store.open(KEY)) {
            owned.commit(someChange(100_000));
            long before = Files.size(store.file(KEY));
            owned.commit(someChange(10));
            assertThat(Files.size(store.file(KEY)) - before).isBetween(1L, 2048L);
        }
    }

    @Test
    void aLongJournalIsWrittenAnewAndSaysTheSame() throws IOException {
        PositionChange last = null;
        try (OwnedPosition owned = store.open(KEY)) {
            for (int n = 0; n < 3000; n++) {
                last = PositionChange.builder().startFrom(NOON).filter("").mark(NOON.plusSeconds(n))
                        .failed(PositionTest.failed("a")).keepFrom(NOON.plusSeconds(n))
                        .finished(PositionTest.version(NOON.plusSeconds(n))).build();
                owned.commit(last);
            }
        }
        assertThat(Files.size(store.file(KEY))).isLessThan(400 * 1024);
        try (OwnedPosition owned = store.open(KEY)) {
            assertThat(owned.position().mark()).isEqualTo(last.mark());
            assertThat(owned.position().finished().contains(last.finished().get(0))).isTrue();
        }
    }

    @Test
    @DisplayName("lesson 19: whatever byte of the file is damaged, it is refused or told, never taken for another position")
    void aFlippedByteIsRefusedOrCostsOnlyTheLastCommit() throws IOException {
        byte[] good = fileWithTwoCommits();
        for (int at = 0; at < good.length; at++) {
            byte[] damaged = good.clone();
            damaged[at] ^= 0x5A;
            Files.write(store.file(KEY), damaged);
            try (OwnedPosition owned = store.open(KEY)) {
                assertThat(owned.position().mark()).as("mark with byte %d flipped", at).isEqualTo(NOON);
            } catch (PositionException e) {
                assertThat(e).hasMessageContaining(store.file(KEY).toString());
            }
        }
    }

    @Test
    @DisplayName("lesson 19: a file cut short anywhere is refused or costs only what was cut")
    void aTruncatedFileIsRefusedOrCostsOnlyWhatWasCut() throws IOException {
        byte[] good = fileWithTwoCommits();
        int refused = 0;
        for (int length = 0; length < good.length; length++) {
            Files.write(store.file(KEY), Arrays.copyOf(good, length));
            try (OwnedPosition owned = store.open(KEY)) {
                assertThat(owned.position().startFrom()).as("start of a file cut to %d bytes", length).isNotNull();
            } catch (PositionException e) {
                refused++;
                assertThat(e).hasMessageContaining("damaged").hasMessageContaining(store.file(KEY).toString())
                        .hasMessageContaining("startFrom");
            }
        }
        assertThat(refused).isPositive().isLessThan(good.length);
    }

    @Test
    void zerosBehindTheLastCommitAreWhatACrashLeaves() throws IOException {
        byte[] good = fileWithTwoCommits();
        Files.write(store.file(KEY), Arrays.copyOf(good, good.length + 500));
        try (OwnedPosition owned = store.open(KEY)) {
            assertThat(owned.position().mark()).isEqualTo(NOON.plusSeconds(1));
        }
    }

    @Test
    void aFileOfSomethingElseIsRefused() throws IOException {
        Files.createDirectories(directory.resolve("state"));
        Files.writeString(store.file(KEY), "{\"mark\": \"2026-11-01T12:00:00Z\"}");
        assertThatThrownBy(() -> store.open(KEY)).isInstanceOf(PositionException.class)
                .hasMessageContaining("does not begin with");
    }

    @Test
    void aDirectoryThatCannotBeMadeIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("a-file"), "");
        assertThatThrownBy(() -> new FilePositionStore(file.resolve("state")).open(KEY))
                .isInstanceOf(PositionException.class).hasMessageContaining("a-file").hasMessageContaining("Check that");
    }

    @Test
    void aSecondOwnerInTheSameProcessIsRefused() {
        try (OwnedPosition owned = store.open(KEY)) {
            assertThatThrownBy(() -> new FilePositionStore(directory.resolve("state")).open(KEY))
                    .isInstanceOf(PositionException.class).hasMessageContaining("another consumer of this process");
            owned.commit(someChange(1));
        }
        store.open(KEY).close();
    }

    @Test
    void filesArePrivateToTheUser() throws IOException {
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
        try (OwnedPosition owned = store.open(KEY)) {
            owned.commit(someChange(1));
            try (Stream<Path> files = Files.list(directory.resolve("state"))) {
                assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------"));
            }
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("state"))))
                .isEqualTo("rwx------");
    }

    @Test
    void anInterruptedThreadCommitsNoLess() {
        try (OwnedPosition owned = store.open(KEY)) {
            Thread.currentThread().interrupt();
            owned.commit(someChange(1));
            assertThat(Thread.interrupted()).isTrue();
            owned.commit(someChange(2));
        }
    }

    @Test
    @DisplayName("lesson 20: an owner that has closed cannot write into the file of the next one")
    void anOwnerThatHasClosedCommitsNothing() {
        OwnedPosition closed = store.open(KEY);
        closed.close();
        try (OwnedPosition next = store.open(KEY)) {
            closed.close();
            assertThatThrownBy(() -> closed.commit(someChange(1))).isInstanceOf(PositionException.class)
                    .hasMessageContaining("has been given up");
            assertThatThrownBy(() -> store.open(KEY)).as("closing twice does not release the next one's lock")
                    .isInstanceOf(PositionException.class).hasMessageContaining("in use");
            next.commit(someChange(2));
        }
        try (OwnedPosition owned = store.open(KEY)) {
            assertThat(owned.position().finished().size()).isEqualTo(2);
        }
    }

    @Test
    void aDirectoryMayBeALink() throws IOException {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        try (OwnedPosition owned = new FilePositionStore(link).open(KEY)) {
            owned.commit(someChange(1));
            assertThatThrownBy(() -> new FilePositionStore(real).open(KEY)).isInstanceOf(PositionException.class)
                    .hasMessageContaining("in use");
        }
        assertThat(new FilePositionStore(real).file(KEY)).exists();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDirectoryThatTakesNoFilesIsRefused() {
        // not even root can make a file there
        assertThatThrownBy(() -> new FilePositionStore(Path.of("/sys")).open(KEY)).isInstanceOf(PositionException.class)
                .hasMessageContaining("/sys").hasMessageContaining("Check that");
    }

    @Test
    @DisplayName("lesson 19: whichever sectors of the last commit never reached the disk, only that commit is dropped")
    void aCommitOfWhichSectorsAreMissingCostsOnlyThatCommit() throws IOException {
        long start;
        try (OwnedPosition owned = store.open(KEY)) {
            owned.commit(someChange(3));
            start = Files.size(store.file(KEY));
            owned.commit(PositionChange.builder().mark(NOON.plusSeconds(1)).failed(longFailure("b")).build());
        }
        byte[] good = Files.readAllBytes(store.file(KEY));
        int first = (int) (start / SECTOR);
        int sectors = (good.length - 1) / SECTOR + 1 - first;
        assertThat(sectors).isBetween(3, 10);
        for (int missing = 1; missing < 1 << sectors; missing++) {
            byte[] torn = good.clone();
            for (int sector = 0; sector < sectors; sector++) {
                if ((missing & 1 << sector) != 0) {
                    int from = (first + sector) * SECTOR;
                    Arrays.fill(torn, Math.max((int) start, from), Math.min(torn.length, from + SECTOR), (byte) 0);
                }
            }
            Files.write(store.file(KEY), torn);
            try (OwnedPosition owned = store.open(KEY)) {
                assertThat(owned.position().mark()).as("mark without sectors %s", Integer.toBinaryString(missing))
                        .isEqualTo(NOON);
                assertThat(owned.position().finished().size()).isEqualTo(3);
            }
        }
    }

    @Test
    @DisplayName("lesson 19: a lost sector in the middle is damage, not the end")
    void zerosBeforeAWholeCommitAreDamage() throws IOException {
        long start;
        try (OwnedPosition owned = store.open(KEY)) {
            owned.commit(someChange(3));
            start = Files.size(store.file(KEY));
            owned.commit(PositionChange.builder().failed(longFailure("b")).build());
            owned.commit(PositionChange.builder().mark(NOON.plusSeconds(1)).build());
        }
        byte[] damaged = Files.readAllBytes(store.file(KEY));
        Arrays.fill(damaged, (int) start, (int) start + SECTOR, (byte) 0);
        Files.write(store.file(KEY), damaged);
        assertThatThrownBy(() -> store.open(KEY)).isInstanceOf(PositionException.class).hasMessageContaining("damaged")
                .hasMessageContaining("byte " + start);
    }

    private static FailedRecord longFailure(String localId) {
        return new FailedRecord(localId, PositionTest.version(NOON), 1, NOON, "x".repeat(1000));
    }

    private byte[] fileWithTwoCommits() throws IOException {
        try (OwnedPosition owned = store.open(KEY)) {
            owned.commit(PositionChange.builder().startFrom(NOON).filter("").mark(NOON).build());
        }
        try (OwnedPosition owned = store.open(KEY)) {
            owned.commit(PositionChange.builder().mark(NOON.plusSeconds(1)).build());
        }
        return Files.readAllBytes(store.file(KEY));
    }

    private static PositionChange someChange(int finished) {
        PositionChange.Builder change = PositionChange.builder().startFrom(Instant.MIN).filter("remoteOrderNo=1").mark(NOON)
                .horizon(NOON.plusSeconds(5)).keepFrom(NOON.minusSeconds(900)).failed(PositionTest.failed("a"));
        for (int n = 0; n < finished; n++) {
            change.finished(new FinishedVersion(new Fingerprint(n, n), NOON, new Fingerprint(n, finished)));
        }
        return change.build();
    }
}

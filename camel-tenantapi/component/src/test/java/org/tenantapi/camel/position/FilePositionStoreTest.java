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
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

class FilePositionStoreTest {

    private static final String KEY = "acme/1001/order";
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    @TempDir
    Path directory;
    private FilePositionStore store;

    @BeforeEach
    void makeStore() {
        store = new FilePositionStore(directory.resolve("state"));
    }

    @Test
    void keepsWhatWasCommitted() {
        PositionChange change = someChange(7);
        try (OwnedPosition owned = store.open(KEY)) {
            assertThat(owned.position().isNew()).isTrue();
            owned.commit(change);
            owned.commit(PositionChange.builder().mark(NOON.plusSeconds(1)).build());
        }
        try (OwnedPosition owned = store.open(KEY)) {
            Position position = owned.position();
            assertThat(position.startFrom()).isEqualTo(Instant.MIN);
            assertThat(position.filter()).isEqualTo("remoteOrderNo=1");
            assertThat(position.mark()).isEqualTo(NOON.plusSeconds(1));
            assertThat(position.horizon()).isEqualTo(NOON.plusSeconds(5));
            assertThat(position.keepFrom()).isEqualTo(NOON.minusSeconds(900));
            assertThat(position.failed()).containsExactlyElementsOf(change.failed());
            assertThat(position.asChange().finished()).containsExactlyElementsOf(change.finished());
        }
    }

    @Test
    void eachOwnerHasAHigherEpoch() {
        long first;
        try (OwnedPosition owned = store.open(KEY)) {
            first = owned.epoch();
        }
        try (OwnedPosition owned = store.open(KEY)) {
            assertThat(owned.epoch()).isGreaterThan(first);
        }
    }

    @Test
    void positionsOfDifferentKeysAreApart() {
        try (OwnedPosition one = store.open("a/b"); OwnedPosition other = store.open("a_b")) {
            one.commit(someChange(1));
            assertThat(other.position().isNew()).isTrue();
        }
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

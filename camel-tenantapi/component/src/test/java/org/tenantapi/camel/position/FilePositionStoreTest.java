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
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.stream.Stream;

import org.apache.camel.util.FileUtil;
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
                    .hasMessageContaining("has been released");
            assertThatThrownBy(() -> store.open(KEY)).as("closing twice does not release the next one's lock")
                    .isInstanceOf(PositionException.class).hasMessageContaining("in use");
            next.commit(someChange(2));
        }
        try (OwnedPosition owned = store.open(KEY)) {
            assertThat(owned.position().finished().size()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("a state directory that is deleted while it is in use is not written to as if it were there")
    void aDirectoryThatIsDeletedIsNoticedAtTheNextCommit() throws IOException {
        try (OwnedPosition owned = store.open(KEY)) {
            owned.commit(someChange(1));
            FileUtil.removeDir(directory.resolve("state").toFile());
            for (int n = 0; n < 2; n++) {
                assertThatThrownBy(() -> owned.commit(someChange(2))).isInstanceOf(PositionException.class)
                        .hasMessageContaining(store.file(KEY).toString()).hasMessageContaining("has been removed");
            }
            assertThat(owned.position().finished().size()).isEqualTo(1);
        }
    }

    @Test
    void aPositionFileThatAnotherOneReplacesIsNoticedAtTheNextCommit() throws IOException {
        try (OwnedPosition owned = store.open(KEY)) {
            Path copy = Files.copy(store.file(KEY), directory.resolve("copy"));
            owned.commit(someChange(1));
            Files.move(copy, store.file(KEY), StandardCopyOption.REPLACE_EXISTING);
            assertThatThrownBy(() -> owned.commit(someChange(2))).isInstanceOf(PositionException.class)
                    .hasMessageContaining(store.file(KEY).toString()).hasMessageContaining("replaced");
            assertThatThrownBy(() -> owned.reset(NOON)).isInstanceOf(PositionException.class).hasMessageContaining("replaced");
        }
    }

    @Test
    void aLockFileThatIsDeletedIsNoticedAtTheNextCommit() throws IOException {
        try (OwnedPosition owned = store.open(KEY)) {
            Path lock = store.file(KEY).resolveSibling(store.file(KEY).getFileName() + ".lock");
            Files.delete(lock);
            assertThatThrownBy(() -> owned.commit(someChange(1))).isInstanceOf(PositionException.class)
                    .hasMessageContaining(lock.getFileName().toString());
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

    private static PositionChange someChange(int finished) {
        PositionChange.Builder change = PositionChange.builder().startFrom(Instant.MIN).filter("remoteOrderNo=1").mark(NOON)
                .horizon(NOON.plusSeconds(5)).keepFrom(NOON.minusSeconds(900)).failed(PositionTest.failed("a"));
        for (int n = 0; n < finished; n++) {
            change.finished(new FinishedVersion(new Fingerprint(n, n), NOON, new Fingerprint(n, finished)));
        }
        return change.build();
    }
}

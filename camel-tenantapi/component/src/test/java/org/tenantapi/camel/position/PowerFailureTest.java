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
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The power fails: what was not forced to the disk is gone. What a commit has returned for must be there.
 */
@EnabledOnOs({ OS.LINUX, OS.MAC })
class PowerFailureTest {

    private static final String KEY = "acme/1001/order";
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    @TempDir
    Path folder;

    /** Remembers what would be there after a power failure. */
    private static final class WitnessedDisk implements Disk {

        /** by the file, whatever its name */
        private final Map<Object, byte[]> contents = new HashMap<>();
        private Map<Path, Object> names = new HashMap<>();
        private IOException failure;

        @Override
        public void force(Path path, RandomAccessFile file) throws IOException {
            failIfBroken();
            contents.put(file(path), Files.readAllBytes(path));
        }

        @Override
        public void forceDirectory(Path directory) throws IOException {
            failIfBroken();
            Map<Path, Object> now = new HashMap<>();
            try (Stream<Path> files = Files.list(directory)) {
                for (Path path : files.toList()) {
                    now.put(path.getFileName(), file(path));
                }
            }
            names = now;
        }

        private void failIfBroken() throws IOException {
            if (failure != null) {
                throw failure;
            }
        }

        private static Object file(Path path) throws IOException {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        }

        /** A folder with what has survived. */
        Path afterPowerFailure(Path folder) throws IOException {
            Files.createDirectories(folder);
            for (Map.Entry<Path, Object> name : names.entrySet()) {
                Files.write(folder.resolve(name.getKey()), contents.getOrDefault(name.getValue(), new byte[0]));
            }
            return folder;
        }
    }

    @Test
    void whateverACommitReturnedForSurvivesAPowerFailure() throws IOException {
        WitnessedDisk disk = new WitnessedDisk();
        FilePositionStore store = new FilePositionStore(folder.resolve("state"), disk);
        int commits = 0;
        for (int opening = 0; opening < 2; opening++) {
            try (OwnedPosition owned = store.open(KEY)) {
                expectAfterPowerFailure("opening " + opening, disk, owned);
                for (int n = 0; n < 8; n++) {
                    commits++;
                    // so long that one of them has the file written anew
                    PositionChange.Builder change = PositionChange.builder().startFrom(NOON).mark(NOON.plusSeconds(commits));
                    for (int finished = 0; finished < 1000; finished++) {
                        change.finished(
                                new FinishedVersion(new Fingerprint(commits, finished), NOON, new Fingerprint(0, finished)));
                    }
                    owned.commit(change.build());
                    expectAfterPowerFailure("commit " + commits, disk, owned);
                }
            }
        }
    }

    private void expectAfterPowerFailure(String what, WitnessedDisk disk, OwnedPosition owned) throws IOException {
        Path survived = disk.afterPowerFailure(folder.resolve(what));
        try (OwnedPosition after = new FilePositionStore(survived).open(KEY)) {
            assertThat(after.position().mark()).as(what).isEqualTo(owned.position().mark());
            assertThat(after.position().finished().size()).as(what).isEqualTo(owned.position().finished().size());
            assertThat(after.epoch()).as(what).isEqualTo(owned.epoch() + 1);
        }
    }

    @Test
    void aCommitThatCannotBeForcedToTheDiskFails() {
        WitnessedDisk disk = new WitnessedDisk();
        FilePositionStore store = new FilePositionStore(folder.resolve("state"), disk);
        try (OwnedPosition owned = store.open(KEY)) {
            PositionChange change = PositionChange.builder().startFrom(NOON).mark(NOON).build();
            disk.failure = new IOException("Input/output error");
            assertThatThrownBy(() -> owned.commit(change)).isInstanceOf(PositionException.class)
                    .hasMessageContaining("Input/output error").hasMessageContaining(store.file(KEY).toString());
            assertThat(owned.position().isNew()).isTrue();
            disk.failure = null;
            owned.commit(change);
        }
        try (OwnedPosition owned = store.open(KEY)) {
            assertThat(owned.position().mark()).isEqualTo(NOON);
        }
    }
}

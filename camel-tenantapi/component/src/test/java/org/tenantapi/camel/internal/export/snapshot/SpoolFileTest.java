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
package org.tenantapi.camel.internal.export.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

class SpoolFileTest {

    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    /** The open files of this process that have been deleted: Linux shows them all the same. */
    private static List<Path> spools() throws IOException {
        try (Stream<Path> open = Files.list(OPEN_FILES)) {
            return open.filter(file -> {
                try {
                    return Files.readSymbolicLink(file).toString().matches(".*/camel-tenantapi-.*\\.spool \\(deleted\\)");
                } catch (IOException e) {
                    // it was closed meanwhile
                    return false;
                }
            }).toList();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aTemporaryFileIsPrivateToTheUserAndHasNoNameAnyMore() throws IOException {
        List<Path> before = spools();
        try (Spool spool = new Spool(10)) {
            byte[] record = new byte[100];
            record[99] = 7;
            spool.write(record);
            assertThat(spool.read(0, 100)).isEqualTo(record);
            List<Path> spools = spools().stream().filter(file -> !before.contains(file)).toList();
            assertThat(spools).hasSize(1);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(spools.get(0)))).isEqualTo("rw-------");
        }
        assertThat(spools()).isEqualTo(before);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatFitsOnTheHeapNeedsNoFile() throws IOException {
        List<Path> before = spools();
        try (Spool spool = new Spool(10)) {
            spool.write(new byte[] { 1, 2 });
            assertThat(spool.read(0, 2)).containsExactly(1, 2);
            assertThat(spools()).isEqualTo(before);
        }
    }
}

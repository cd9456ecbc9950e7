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
package org.tenantapi.camel.internal.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tenantapi.camel.export.FailurePolicy;
import org.tenantapi.camel.position.FilePositionStore;
import org.tenantapi.camel.position.PositionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.tenantapi.camel.internal.export.FakeTenant.NOON;

/**
 * The state lies on a file system of its own that becomes full, or is read-only. To mount one takes the rights of root,
 * as containers have them; without them these tests are skipped.
 */
@EnabledOnOs(OS.LINUX)
class FullDiskTest {

    private static final int RECORDS = 1000;

    @TempDir
    Path directory;
    private final FakeTenant tenant = new FakeTenant();
    private final List<String> delivered = new ArrayList<>();
    private Path disk;
    private Export export;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=256k", "none", disk.toString())).as("mount").isZero();
    }

    @AfterEach
    void unmount() throws Exception {
        if (export != null) {
            export.close();
        }
        run("umount", disk.toString());
    }

    private static int run(String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return process.exitValue();
        } catch (IOException e) {
            return -1;
        }
    }

    private void fill() {
        try (OutputStream out = Files.newOutputStream(disk.resolve("filler"))) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private Export open() {
        ExportSettings settings = new ExportSettings(
                "acme/1001/order", StartFrom.BEGINNING, "", new ExportSettings.Window(Duration.ofMinutes(15), Duration.ZERO),
                new ExportSettings.Pace(1, 1, 0),
                new ExportSettings.FailureHandling(FailurePolicy.retry, 10, Duration.ofMinutes(1), 1000), 1 << 20);
        ExportDelivery delivery = (versions, attempt, completed) -> {
            if (delivered.size() == RECORDS / 10) {
                fill();
            }
            delivered.add(versions.get(0).localId());
            completed.accept(DeliveryResult.DELIVERED);
        };
        return new Export(
                settings, tenant, delivery, version -> false, FailureReporter.NONE,
                new FilePositionStore(disk.resolve("state")), Clock.systemUTC());
    }

    @Test
    void whenTheDiskIsFullNothingMoreIsDeliveredUntilThereIsSpaceAndNothingIsLostOrRepeated() throws Exception {
        for (int n = 0; n < RECORDS; n++) {
            tenant.put("order-" + n, "1", NOON.minusSeconds(RECORDS - n));
        }
        export = open();
        assertThatThrownBy(() -> export.poll(() -> true)).isInstanceOf(PositionException.class)
                .hasMessageContaining("No space left on device").hasMessageContaining(disk.toString());
        int before = delivered.size();
        assertThat(before).isBetween(RECORDS / 10, RECORDS);
        for (int poll = 0; poll < 3; poll++) {
            assertThatThrownBy(() -> export.poll(() -> true)).isInstanceOf(PositionException.class)
                    .hasMessageContaining("No space left on device");
        }
        assertThat(delivered).as("nothing whose commit is in doubt already").hasSize(before);

        Files.delete(disk.resolve("filler"));
        export.poll(() -> true);
        export.poll(() -> true);
        assertThat(delivered).hasSize(RECORDS).doesNotHaveDuplicates();

        export.close();
        export = open();
        export.poll(() -> true);
        assertThat(delivered).hasSize(RECORDS);
    }

    @Test
    void aReadOnlyStateDirectoryIsRefusedWithTheReasonAndServesWhenItIsWritable() throws Exception {
        export = open();
        export.close();
        assertThat(run("mount", "-o", "remount,ro", disk.toString())).isZero();
        assertThatThrownBy(this::open).isInstanceOf(PositionException.class)
                .hasMessageContaining("Read-only file system").hasMessageContaining(disk.toString())
                .hasMessageContaining("may read and write");
        assertThat(run("mount", "-o", "remount,rw", disk.toString())).isZero();
        tenant.put("a", "1");
        export = open();
        export.poll(() -> true);
        assertThat(delivered).containsExactly("a");
    }
}

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

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.Position;
import org.tenantapi.camel.status.Transfer;

/**
 * An export of a {@link FakeTenant}, whose settings a test chooses before its first poll.
 */
abstract class ExportStage {

    static final String KEY = "acme/1001/order";
    static final BooleanSupplier RUNNING = () -> true;

    final FakeTenant tenant = new FakeTenant();
    final List<String> delivered = new ArrayList<>();
    final Set<String> poison = new HashSet<>();
    final Clock localClock = new Clock() {
        @Override
        public Instant instant() {
            return tenant.localTime();
        }

        @Override
        public ZoneId getZone() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    };
    final List<RecordVersion> ownWrites = new ArrayList<>();
    final List<FailureReporter.Failure> reported = new ArrayList<>();
    final StageSettings settings = new StageSettings(this::deliver, this::isOwnWrite, reported::addAll);
    Export export;

    @AfterEach
    void close() {
        if (export != null) {
            export.close();
        }
    }

    void deliver(List<RecordVersion> versions, int attempt, Consumer<DeliveryResult> completed) {
        boolean poisoned = versions.stream().map(RecordVersion::localId).anyMatch(poison::contains);
        if (!poisoned) {
            versions.forEach(version -> delivered.add(describe(version)));
        }
        completed.accept(poisoned
                ? DeliveryResult.Failed.with(new IllegalStateException("no such customer, attempt " + attempt))
                : DeliveryResult.DELIVERED);
    }

    static String describe(RecordVersion version) {
        String json = new String(version.bytes());
        return version.localId() + ":" + json.replaceAll(".*\"content\":\"([^\"]*)\".*", "$1");
    }

    Transfer poll() throws Exception {
        if (export == null) {
            export = open();
        }
        return export.poll(RUNNING);
    }

    Export open() {
        return settings.open(KEY, tenant, localClock);
    }

    boolean isOwnWrite(RecordVersion version) {
        return ownWrites.removeIf(written -> written.identity().equals(version.identity()));
    }

    void restart() {
        export.close();
        crash();
    }

    void crash() {
        // the position store keeps what was committed; the export is dropped without a close
        export = null;
        settings.release();
    }

    Position position() {
        try (OwnedPosition owned = settings.store().open(KEY)) {
            return owned.position();
        }
    }
}

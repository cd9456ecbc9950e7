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
import java.time.Duration;
import java.util.function.Predicate;

import org.tenantapi.camel.export.FailurePolicy;
import org.tenantapi.camel.position.MemoryPositionStore;
import org.tenantapi.camel.position.PositionStore;

/**
 * What an export of a test is opened with. From then on, until it is closed, a change is refused: the export would not
 * see it, and the test would not test what it says.
 */
final class StageSettings {

    private String filter = "";
    private Duration overlap = Duration.ofMinutes(15);
    private StartFrom startFrom = StartFrom.BEGINNING;
    private int batchSize = 1;
    private int maxInFlight = 1;
    private int maxMessagesPerPoll;
    private FailurePolicy onFailure = FailurePolicy.retry;
    private int maxAttempts = 10;
    private int maxFailed = 1000;
    private PositionStore store = new MemoryPositionStore();
    private ExportDelivery delivery;
    private Predicate<RecordVersion> ownWrite;
    private FailureReporter reporter;
    private boolean taken;

    StageSettings(ExportDelivery delivery, Predicate<RecordVersion> ownWrite, FailureReporter reporter) {
        this.delivery = delivery;
        this.ownWrite = ownWrite;
        this.reporter = reporter;
    }

    Export open(String key, ExportSource source, Clock clock) {
        refuseIfTaken();
        ExportSettings settings = new ExportSettings(
                key, startFrom, filter, new ExportSettings.Window(overlap, Duration.ZERO),
                new ExportSettings.Pace(batchSize, maxInFlight, maxMessagesPerPoll),
                new ExportSettings.FailureHandling(onFailure, maxAttempts, Duration.ofMinutes(1), maxFailed), 4096);
        Export opened = new Export(settings, source, delivery, ownWrite, reporter, store, clock);
        taken = true;
        return opened;
    }

    /** The next export may have others. */
    void release() {
        taken = false;
    }

    private void refuseIfTaken() {
        if (taken) {
            throw new IllegalStateException("An export has these settings: close it before they change");
        }
    }

    Duration overlap() {
        return overlap;
    }

    PositionStore store() {
        return store;
    }

    void filter(String value) {
        refuseIfTaken();
        filter = value;
    }

    void overlap(Duration value) {
        refuseIfTaken();
        overlap = value;
    }

    void startFrom(StartFrom value) {
        refuseIfTaken();
        startFrom = value;
    }

    void batchSize(int value) {
        refuseIfTaken();
        batchSize = value;
    }

    void maxInFlight(int value) {
        refuseIfTaken();
        maxInFlight = value;
    }

    void maxMessagesPerPoll(int value) {
        refuseIfTaken();
        maxMessagesPerPoll = value;
    }

    void onFailure(FailurePolicy value) {
        refuseIfTaken();
        onFailure = value;
    }

    void maxAttempts(int value) {
        refuseIfTaken();
        maxAttempts = value;
    }

    void maxFailed(int value) {
        refuseIfTaken();
        maxFailed = value;
    }

    void store(PositionStore value) {
        refuseIfTaken();
        store = value;
    }

    void delivery(ExportDelivery value) {
        refuseIfTaken();
        delivery = value;
    }

    void ownWrite(Predicate<RecordVersion> value) {
        refuseIfTaken();
        ownWrite = value;
    }

    void reporter(FailureReporter value) {
        refuseIfTaken();
        reporter = value;
    }
}

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
package org.tenantapi.camel.export;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.tenantapi.camel.position.FailedRecord;

/**
 * Tries again what has failed and is due: each record is read again by its localId, and delivered as it is now.
 */
final class Retries {

    private final ExportSettings settings;
    private final ExportSource source;
    private final Deliveries deliveries;
    private final Failures failures;
    private final Commits commits;

    Retries(ExportSettings settings, ExportSource source, Deliveries deliveries, Failures failures, Commits commits) {
        this.settings = settings;
        this.source = source;
        this.deliveries = deliveries;
        this.failures = failures;
        this.commits = commits;
    }

    void run(BooleanSupplier running) throws InterruptedException {
        for (FailedRecord failed : failures.due()) {
            if (!running.getAsBoolean() || deliveries.reachesMessageLimit()) {
                break;
            }
            if (failed.linkTo() != null) {
                link(failed);
            } else if (!retry(failed, running)) {
                break;
            }
        }
        deliveries.settleAll();
    }

    /** Whether the record could be read again, so that it makes sense to go on with the next one. */
    private boolean retry(FailedRecord failed, BooleanSupplier running) throws InterruptedException {
        RecordVersion version;
        try {
            Optional<byte[]> current = source.read(failed.localId());
            if (current.isEmpty()) {
                deliveries.refuse(1);
                failures.gone(failed);
                return true;
            }
            version = RecordVersion.of(current.get());
        } catch (Throwable e) {
            failures.unreadable(failed, e);
            return false;
        }
        // a newer version is a new case
        int attempt = version.identity().equals(failed.version()) ? failed.attempts() + 1 : 1;
        return deliveries.start(Delivery.again(version, attempt), running);
    }

    private void link(FailedRecord failed) {
        Optional<RecordVersion> linked;
        try {
            linked = shownLinked(failed);
            if (linked.isEmpty()) {
                linked = source.link(failed.localId(), failed.linkTo());
            }
            linked = linked.filter(version -> LinkedVersion.isOf(failed.version().content(), version));
        } catch (Throwable e) {
            failures.notLinked(failed, e);
            return;
        }
        linked.ifPresent(version -> commits.made(version.identity()));
        commits.settled(failed);
    }

    /** The record, if it was linked already: the answer to a link may have been lost, or its commit. */
    private Optional<RecordVersion> shownLinked(FailedRecord failed) throws IOException {
        Optional<byte[]> current = source.read(failed.localId());
        return current.isEmpty()
                ? Optional.empty()
                : Optional.of(RecordVersion.of(current.get()))
                        .filter(version -> failed.linkTo().equals(version.envelope().remoteId()));
    }
}

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
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.tenantapi.camel.client.TenantApiException;
import org.tenantapi.camel.internal.client.MalformedRecordsException;
import org.tenantapi.camel.internal.client.Printable;
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
    private final Retry retry;
    /** half a message that was not used by the poll before */
    private int left = 1;

    Retries(ExportSettings settings, ExportSource source, Deliveries deliveries, Failures failures, Commits commits,
            Retry retry) {
        this.settings = settings;
        this.source = source;
        this.deliveries = deliveries;
        this.failures = failures;
        this.commits = commits;
        this.retry = retry;
    }

    void run(BooleanSupplier running) throws InterruptedException {
        long most = share();
        List<FailedRecord> due = failures.due();
        if (!due.isEmpty()) {
            commits.refuseIfFenced();
        }
        for (FailedRecord failed : due) {
            if (!running.getAsBoolean() || deliveries.messages() >= most) {
                break;
            }
            String linkTo = failed.linkTo();
            if (linkTo != null) {
                link(failed, linkTo);
            } else if (!retry(failed, running)) {
                break;
            }
        }
        deliveries.settleAll();
    }

    /** Half of the messages of a poll, so that the other half is for what is new; of a single one each other. */
    private long share() {
        int messages = settings.pace().maxMessagesPerPoll();
        if (messages == 0) {
            return Long.MAX_VALUE;
        }
        if (failures.holdUpTheRest() || failures.areTooMany()) {
            return messages;
        }
        int share = (messages + left) / 2;
        left = (messages + left) % 2;
        return share;
    }

    /** Whether it makes sense to go on with the next one. */
    private boolean retry(FailedRecord failed, BooleanSupplier running) throws InterruptedException {
        RecordVersion version;
        try {
            Optional<byte[]> current = source.read(failed.localId());
            if (current.isEmpty()) {
                return refuse(failed, "the record is not there any more");
            }
            version = RecordVersion.of(current.get(), source.digest());
        } catch (Throwable e) {
            if (!running.getAsBoolean()) {
                // it may be the stop that has ended the request
                return false;
            }
            if (isOfTheRecord(e)) {
                return refuse(failed, "it cannot be read again: " + Printable.of(e));
            }
            failures.putOff(failed, e);
            return false;
        }
        if (!version.localId().equals(failed.localId())) {
            return refuse(failed, "the record is not there any more: the server answers with the record "
                                  + Printable.of(version.localId()) + " instead");
        }
        return deliveries.start(new Delivery(List.of(version), List.of(), failures.attempt(version), retry), running);
    }

    private boolean refuse(FailedRecord failed, String reason) {
        deliveries.refuse(1);
        failures.unreadable(failed, reason);
        return true;
    }

    /** Rather than of the server or the way to it, which is the same for all records. */
    private static boolean isOfTheRecord(Throwable failure) {
        if (failure instanceof TenantApiException answered) {
            return answered.isOfTheRecord();
        }
        return failure instanceof MalformedRecordsException
                || !(failure instanceof IOException || failure instanceof UncheckedIOException);
    }

    private void link(FailedRecord failed, String linkTo) {
        Optional<RecordVersion> linked;
        try {
            linked = shownLinked(failed, linkTo);
            if (linked.isEmpty()) {
                linked = source.link(failed.localId(), linkTo);
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
    private Optional<RecordVersion> shownLinked(FailedRecord failed, String linkTo) throws IOException {
        Optional<byte[]> current = source.read(failed.localId());
        return current.isEmpty()
                ? Optional.empty()
                : Optional.of(RecordVersion.of(current.get(), source.digest()))
                        .filter(version -> linkTo.equals(version.envelope().remoteId()));
    }
}

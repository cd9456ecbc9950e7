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
package org.tenantapi.camel.internal.imports.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.imports.ImportOutcome;
import org.tenantapi.camel.internal.imports.json.OutgoingJson;

/**
 * One record of a batch on its way from the source to its outcome. It belongs to the thread that runs the batch; the
 * thread that sends it reads what is final and its JSON.
 */
final class BatchRecord {

    final long index;
    final @Nullable String remoteId;
    final @Nullable String localId;
    /** stands for its content, to be compared with that of another attempt */
    final int content;
    /** records of the same identity that came later and wait for this one */
    final List<BatchRecord> followers = new ArrayList<>(0);
    /** how many records of the same identity this one waits for */
    int waitsFor;
    /** from when it is given to a thread until it is finished */
    @Nullable
    Future<?> task;
    /** whether that thread has begun to send it */
    volatile boolean begun;
    /** whether an earlier attempt may have brought it in */
    boolean uncertain;
    private volatile @Nullable OutgoingJson json;
    private @Nullable ImportOutcome outcome;

    BatchRecord(long index, OutgoingJson json) {
        this.index = index;
        this.json = json;
        this.remoteId = json.remoteId();
        this.localId = json.localId();
        this.content = Arrays.hashCode(json.text());
    }

    private BatchRecord(ImportOutcome outcome) {
        this.index = outcome.index();
        this.remoteId = null;
        this.localId = null;
        this.content = 0;
        this.outcome = outcome;
    }

    /** One that is not sent at all. */
    static BatchRecord unsendable(long index, @Nullable String why) {
        return new BatchRecord(ImportOutcome.rejected(index, null, null, 0, why));
    }

    /** Until it is finished. */
    @Nullable
    OutgoingJson json() {
        return json;
    }

    /** Once it is finished. */
    @Nullable
    ImportOutcome outcome() {
        return outcome;
    }

    /** Of a record that is finished. */
    ImportOutcome requireOutcome() {
        return Objects.requireNonNull(outcome);
    }

    /** From now on it takes no more memory than its outcome. */
    void finish(ImportOutcome itsOutcome) {
        outcome = itsOutcome;
        json = null;
        task = null;
    }

    ImportOutcome rejected(String why) {
        return ImportOutcome.rejected(index, remoteId, localId, 0, why);
    }

    /** Brought in by an earlier attempt. */
    ImportOutcome in(ImportOutcome.Status before) {
        return new ImportOutcome(index, before, remoteId, localId, 0, null);
    }

    ImportOutcome unknown(String why) {
        return new ImportOutcome(index, ImportOutcome.Status.UNKNOWN, remoteId, localId, 0, why);
    }

    /** Two records that have one of these in common are, or may be, the same. */
    Set<String> identities() {
        return Stream.of(remoteId == null ? null : "r" + remoteId, localId == null ? null : "l" + localId)
                .filter(identity -> identity != null).collect(Collectors.toSet());
    }
}

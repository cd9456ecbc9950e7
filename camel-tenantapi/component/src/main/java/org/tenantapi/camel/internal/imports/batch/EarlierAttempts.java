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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.imports.ImportOutcome;

/**
 * The outcomes of the records of a batch in earlier attempts to import it, so that the next attempt sends the others
 * only. A record is the same if it has the same place and the same content. Five bytes for each record, and the
 * outcomes where they are collected anyway. For one thread at a time.
 */
public final class EarlierAttempts {

    /** 50 MB; records behind are not sent again, as it is not known whether they are in. */
    static final int MAX_RECORDS = 10_000_000;

    private static final byte UNSEEN = 0;
    private static final ImportOutcome.Status[] STATUSES = ImportOutcome.Status.values();

    private final boolean collecting;
    private final boolean repeatable;
    private final List<ImportOutcome> collected = new ArrayList<>();
    /** records that are sent again: those that are the same record and came behind them have to be, too */
    private final Set<String> again = new HashSet<>();
    private int[] contents = new int[64];
    private byte[] seen = new byte[64];
    private boolean[] handedOut = new boolean[64];
    private long records;

    /**
     * @param collecting whether the outcomes of each attempt are collected anew; otherwise each is handed out once
     * @param repeatable whether a record that is in may be sent once more without harm, as an upsert may
     */
    public EarlierAttempts(boolean collecting, boolean repeatable) {
        this.collecting = collecting;
        this.repeatable = repeatable;
    }

    /** Another attempt begins. */
    void begin() {
        again.clear();
    }

    /** How many records the longest attempt has read. */
    long records() {
        return records;
    }

    /** The outcome of a record that is not sent this time. A record without one is to be sent. */
    @Nullable
    ImportOutcome of(BatchRecord record) {
        if (record.index >= MAX_RECORDS && record.index < records) {
            return record.unknown("Not sent again: the batch is too long to remember which of its records are in");
        }
        ImportOutcome.Status before = status(record);
        boolean in = before != null && before != ImportOutcome.Status.REJECTED && before != ImportOutcome.Status.UNKNOWN;
        if (before != null && in && !(repeatable && record.identities().stream().anyMatch(again::contains))) {
            return collecting ? collected.get((int) record.index) : record.in(before);
        }
        if (records > 0 && repeatable) {
            again.addAll(record.identities());
        }
        return null;
    }

    /** Whether the record may be in already. */
    boolean isUncertain(BatchRecord record) {
        return status(record) == ImportOutcome.Status.UNKNOWN;
    }

    /** Whether the outcome of this record, in its present state, has been handed out for good. */
    boolean isHandedOut(BatchRecord record) {
        return !collecting && !record.requireOutcome().isFailed() && status(record) == record.requireOutcome().status()
                && handedOut[(int) record.index];
    }

    private ImportOutcome.@Nullable Status status(BatchRecord record) {
        if (record.index >= Math.min(records, MAX_RECORDS)) {
            return null;
        }
        int index = (int) record.index;
        return seen[index] == UNSEEN || contents[index] != record.content ? null : STATUSES[seen[index] - 1];
    }

    /** Remembers what has become of a record in this attempt. */
    void note(BatchRecord record, boolean isHandedOut) {
        records = Math.max(records, record.index + 1);
        if (record.index >= MAX_RECORDS) {
            return;
        }
        int index = (int) record.index;
        if (index >= seen.length) {
            int length = Math.min(MAX_RECORDS, 2 * seen.length);
            contents = Arrays.copyOf(contents, length);
            seen = Arrays.copyOf(seen, length);
            handedOut = Arrays.copyOf(handedOut, length);
        }
        contents[index] = record.content;
        seen[index] = (byte) (record.requireOutcome().status().ordinal() + 1);
        handedOut[index] = isHandedOut;
        if (collecting) {
            if (index < collected.size()) {
                collected.set(index, record.requireOutcome());
            } else {
                collected.add(record.requireOutcome());
            }
        }
    }
}

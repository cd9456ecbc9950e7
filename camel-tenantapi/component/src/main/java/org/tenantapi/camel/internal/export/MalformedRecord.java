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

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.internal.client.Envelope;
import org.tenantapi.camel.internal.client.Printable;
import org.tenantapi.camel.internal.client.RecordReader;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.position.Fingerprint;
import org.tenantapi.camel.position.FinishedVersion;

/**
 * A record of a list that cannot be exported, because it lacks what an export needs. It is kept on record like one
 * whose delivery failed, in quarantine, so that it leaves a trace when no later list shows it any more.
 *
 * @param localId its own, or a made one that tells it from others by its content
 * @param content the digest of its content
 * @param error   what is wrong with it, where it stood and how it begins
 */
record MalformedRecord(String localId, Fingerprint content, String error) {

    /** In place of its lastModified, which is not known: before any that a server gives, so that any is newer. */
    private static final Instant UNKNOWN = Instant.EPOCH.minusNanos(1);
    private static final String MADE = "malformed-";
    private static final int MAX_SHOWN = 200;

    /**
     * @param records at that record
     * @param place   in the list, from 1
     */
    static MalformedRecord of(RecordReader records, int place, ContentDigest digest) {
        Envelope envelope = records.envelope();
        byte[] bytes = records.bytes();
        Fingerprint content = records.fault() == null ? digest.of(bytes) : Fingerprint.of(bytes);
        String localId = envelope.localId();
        boolean hasLocalId = localId != null && !localId.isEmpty();
        String begins = new String(bytes, 0, Math.min(bytes.length, MAX_SHOWN), StandardCharsets.UTF_8);
        return new MalformedRecord(
                localId != null && hasLocalId ? localId : MADE + content, content,
                (records.fault() != null ? records.fault()
                        : hasLocalId ? fault(envelope.lastModified()) : "it has no localId") + "; record " + place
                                                                                   + " of the list, which begins with "
                                                                                   + Printable.of(begins));
    }

    private static String fault(@Nullable String lastModified) {
        return lastModified == null
                ? "it has no lastModified"
                : "its lastModified is not a date-time but "
                  + Printable.of(lastModified.substring(0, Math.min(lastModified.length(), MAX_SHOWN)));
    }

    /** Whether it is that which stands on record. */
    static boolean isIn(FailedRecord failed) {
        return failed.version().lastModified().equals(UNKNOWN);
    }

    /** Whether there is no localId by which it could be read again. */
    static boolean isWithoutLocalId(FailedRecord failed) {
        return isIn(failed) && failed.localId().equals(MADE + failed.version().content());
    }

    FailedRecord onRecord() {
        return new FailedRecord(localId, version(UNKNOWN), 1, null, error);
    }

    /**
     * The record, given up.
     *
     * @param known up to when the export got: by that time it is remembered for as long as a list may show it
     */
    static FailedRecord discarded(FailedRecord failed, Instant known) {
        FinishedVersion version = failed.version();
        return new FailedRecord(
                failed.localId(), new FinishedVersion(version.record(), known, version.content()),
                failed.attempts(), null, failed.lastError());
    }

    FinishedVersion version(Instant lastModified) {
        return new FinishedVersion(Fingerprint.ofLocalId(localId), lastModified, content);
    }
}

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

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.internal.client.Envelope;
import org.tenantapi.camel.internal.client.MalformedRecordsException;
import org.tenantapi.camel.internal.client.ServerTime;
import org.tenantapi.camel.position.Fingerprint;
import org.tenantapi.camel.position.FinishedVersion;

/**
 * One state of a record, as the server sent it.
 */
public final class RecordVersion {

    private final byte[] bytes;
    private final Envelope envelope;
    private final Instant lastModified;
    private final ContentDigest digest;
    /** computed when first asked for: most versions never need it. Racing threads compute the same. */
    private volatile @Nullable FinishedVersion identity;

    RecordVersion(byte[] bytes, Envelope envelope, Instant lastModified, ContentDigest digest) {
        this.bytes = bytes;
        this.envelope = envelope;
        this.lastModified = lastModified;
        this.digest = digest;
    }

    /**
     * A version that is told from others by all of its content.
     *
     * @throws MalformedRecordsException if it is not a JSON object, or has no localId, or no lastModified that is a
     *                                   date-time
     */
    public static RecordVersion of(byte[] bytes) throws MalformedRecordsException {
        return of(bytes, ContentDigest.WHOLE);
    }

    /**
     * @param  digest                    tells its content from that of other versions
     * @throws MalformedRecordsException if it is not a JSON object, or has no localId, or no lastModified that is a
     *                                   date-time
     */
    public static RecordVersion of(byte[] bytes, ContentDigest digest) throws MalformedRecordsException {
        Envelope envelope = Envelope.of(bytes);
        Instant lastModified = lastModified(envelope)
                .orElseThrow(() -> new MalformedRecordsException(
                        "The record " + envelope.localId() + " has no localId, or no lastModified that is a date-time"));
        return new RecordVersion(bytes, envelope, lastModified, digest);
    }

    /**
     * When it changed last; empty when the record lacks what an export needs, a localId or a lastModified that is a
     * date-time.
     */
    static Optional<Instant> lastModified(Envelope envelope) {
        if (envelope.localId() == null || envelope.localId().isEmpty() || envelope.lastModified() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ServerTime.parse(envelope.lastModified()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * The record as it came. Not a copy: not to be changed.
     */
    public byte[] bytes() {
        return bytes;
    }

    public Envelope envelope() {
        return envelope;
    }

    public String localId() {
        return Objects.requireNonNull(envelope.localId());
    }

    public Instant lastModified() {
        return lastModified;
    }

    /**
     * What tells this version from every other.
     */
    public FinishedVersion identity() {
        FinishedVersion known = identity;
        if (known == null) {
            known = new FinishedVersion(record(), lastModified, content());
            identity = known;
        }
        return known;
    }

    /** The same for all versions of the record. */
    private Fingerprint record() {
        return Fingerprint.ofLocalId(localId());
    }

    /** Another one for each content. */
    private Fingerprint content() {
        return digest.of(bytes);
    }

    ContentDigest digest() {
        return digest;
    }

    /** The same by all of its content: as it was remembered before fields were ignored. */
    FinishedVersion wholeIdentity() {
        return digest.isWhole()
                ? identity()
                : new FinishedVersion(identity().record(), lastModified, ContentDigest.WHOLE.of(bytes));
    }
}

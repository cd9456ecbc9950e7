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
package org.tenantapi.camel.position;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A {@link PositionChange} with the epoch it was committed in, as bytes and back.
 */
final class PositionCodec {

    private PositionCodec() {
    }

    record Entry(long epoch, PositionChange change) {
    }

    static byte[] encode(Entry entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            PositionChange change = entry.change();
            out.writeLong(entry.epoch());
            writeInstant(out, change.startFrom());
            writeNullable(out, change.filter());
            writeInstant(out, change.mark());
            writeInstant(out, change.horizon());
            writeInstant(out, change.keepFrom());
            out.writeInt(change.finished().size());
            for (FinishedVersion version : change.finished()) {
                writeVersion(out, version);
            }
            out.writeInt(change.failed().size());
            for (FailedRecord failed : change.failed()) {
                writeText(out, failed.localId());
                writeVersion(out, failed.version());
                out.writeInt(failed.attempts());
                writeInstant(out, failed.nextAttempt());
                writeText(out, failed.lastError());
                writeNullable(out, failed.linkTo());
            }
            out.writeInt(change.recovered().size());
            for (String localId : change.recovered()) {
                writeText(out, localId);
            }
            writeInstant(out, change.setBack());
            writeNullable(out, change.server());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot encode " + entry, e);
        }
        return bytes.toByteArray();
    }

    static Entry decode(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            long epoch = in.readLong();
            PositionChange.Builder change = PositionChange.builder();
            change.startFrom(readInstant(in));
            change.filter(readNullable(in));
            change.mark(readInstant(in)).horizon(readInstant(in)).keepFrom(readInstant(in));
            for (int left = in.readInt(); left > 0; left--) {
                change.finished(readVersion(in));
            }
            for (int left = in.readInt(); left > 0; left--) {
                change.failed(
                        new FailedRecord(
                                readText(in), readVersion(in), in.readInt(), readInstant(in), readText(in), readNullable(in)));
            }
            for (int left = in.readInt(); left > 0; left--) {
                change.recovered(readText(in));
            }
            if (in.available() > 0) {
                // what was written before 2026-12 ends here
                change.setBack(readInstant(in)).server(readNullable(in));
            }
            if (in.read() >= 0) {
                throw new EOFException("there is more behind the end of the commit");
            }
            return new Entry(epoch, change.build());
        }
    }

    private static void writeVersion(DataOutputStream out, FinishedVersion version) throws IOException {
        writeFingerprint(out, version.record());
        writeInstant(out, version.lastModified());
        writeFingerprint(out, version.content());
    }

    private static FinishedVersion readVersion(DataInputStream in) throws IOException {
        Fingerprint record = readFingerprint(in);
        Instant lastModified = readInstant(in);
        if (lastModified == null) {
            throw new IllegalArgumentException("a version has no lastModified");
        }
        return new FinishedVersion(record, lastModified, readFingerprint(in));
    }

    private static void writeFingerprint(DataOutputStream out, Fingerprint fingerprint) throws IOException {
        out.writeLong(fingerprint.high());
        out.writeLong(fingerprint.low());
    }

    private static Fingerprint readFingerprint(DataInputStream in) throws IOException {
        return new Fingerprint(in.readLong(), in.readLong());
    }

    private static void writeNullable(DataOutputStream out, @Nullable String text) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            writeText(out, text);
        }
    }

    private static @Nullable String readNullable(DataInputStream in) throws IOException {
        return in.readBoolean() ? readText(in) : null;
    }

    /** By its chars: any length, and any char, even half a surrogate pair that an error message was truncated at. */
    private static void writeText(DataOutputStream out, String text) throws IOException {
        out.writeInt(text.length());
        out.writeChars(text);
    }

    private static String readText(DataInputStream in) throws IOException {
        int length = in.readInt();
        StringBuilder text = new StringBuilder();
        for (int n = 0; n < length; n++) {
            text.append(in.readChar());
        }
        return text.toString();
    }

    private static void writeInstant(DataOutputStream out, @Nullable Instant instant) throws IOException {
        out.writeBoolean(instant != null);
        if (instant != null) {
            out.writeLong(instant.getEpochSecond());
            out.writeInt(instant.getNano());
        }
    }

    private static @Nullable Instant readInstant(DataInputStream in) throws IOException {
        return in.readBoolean() ? Instant.ofEpochSecond(in.readLong(), in.readInt()) : null;
    }
}

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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

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
            writeText(out, change.filter());
            writeInstant(out, change.mark());
            writeInstant(out, change.horizon());
            writeInstant(out, change.keepFrom());
            out.writeInt(change.finished().size());
            for (FinishedVersion version : change.finished()) {
                writeVersion(out, version);
            }
            out.writeInt(change.failed().size());
            for (FailedRecord failed : change.failed()) {
                out.writeUTF(failed.localId());
                writeVersion(out, failed.version());
                out.writeInt(failed.attempts());
                writeInstant(out, failed.nextAttempt());
                out.writeUTF(failed.lastError());
                writeText(out, failed.linkTo());
            }
            out.writeInt(change.recovered().size());
            for (String localId : change.recovered()) {
                out.writeUTF(localId);
            }
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
            change.filter(readText(in));
            change.mark(readInstant(in)).horizon(readInstant(in)).keepFrom(readInstant(in));
            for (int left = in.readInt(); left > 0; left--) {
                change.finished(readVersion(in));
            }
            for (int left = in.readInt(); left > 0; left--) {
                change.failed(
                        new FailedRecord(
                                in.readUTF(), readVersion(in), in.readInt(), readInstant(in), in.readUTF(), readText(in)));
            }
            for (int left = in.readInt(); left > 0; left--) {
                change.recovered(in.readUTF());
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
        return new FinishedVersion(readFingerprint(in), readInstant(in), readFingerprint(in));
    }

    private static void writeFingerprint(DataOutputStream out, Fingerprint fingerprint) throws IOException {
        out.writeLong(fingerprint.high());
        out.writeLong(fingerprint.low());
    }

    private static Fingerprint readFingerprint(DataInputStream in) throws IOException {
        return new Fingerprint(in.readLong(), in.readLong());
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            out.writeUTF(text);
        }
    }

    private static String readText(DataInputStream in) throws IOException {
        return in.readBoolean() ? in.readUTF() : null;
    }

    private static void writeInstant(DataOutputStream out, Instant instant) throws IOException {
        out.writeBoolean(instant != null);
        if (instant != null) {
            out.writeLong(instant.getEpochSecond());
            out.writeInt(instant.getNano());
        }
    }

    private static Instant readInstant(DataInputStream in) throws IOException {
        return in.readBoolean() ? Instant.ofEpochSecond(in.readLong(), in.readInt()) : null;
    }
}

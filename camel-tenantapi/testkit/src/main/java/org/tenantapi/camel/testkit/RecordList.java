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
package org.tenantapi.camel.testkit;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

import io.vertx.core.buffer.Buffer;

/** A JSON array of records as one connection sees them; the array itself is never in memory. */
final class RecordList implements Body {

    private static final int PIECE = 64 * 1024;
    private static final int SAMPLE = 100;

    private final List<RecordVersion> records;
    private final String connectionId;

    RecordList(List<RecordVersion> records, String connectionId) {
        this.records = records;
        this.connectionId = connectionId;
    }

    @Override
    public long length() {
        long separators = 2L + Math.max(0, records.size() - 1);
        return separators + records.stream().mapToLong(version -> version.lengthSeenBy(connectionId)).sum();
    }

    @Override
    public byte[] sample() {
        Buffer sample = Buffer.buffer();
        new RecordList(records.subList(0, Math.min(SAMPLE, records.size())), connectionId).pieces()
                .forEachRemaining(sample::appendBuffer);
        return sample.getBytes();
    }

    @Override
    public Iterator<Buffer> pieces() {
        return new Iterator<>() {
            private int next;
            private boolean closed;

            @Override
            public boolean hasNext() {
                return !closed;
            }

            @Override
            public Buffer next() {
                if (closed) {
                    throw new NoSuchElementException();
                }
                Buffer piece = Buffer.buffer(PIECE + 4096);
                while (next < records.size() && piece.length() < PIECE) {
                    piece.appendByte((byte) (next == 0 ? '[' : ','));
                    records.get(next++).appendTo(piece, connectionId);
                }
                if (next == records.size()) {
                    piece.appendString(records.isEmpty() ? "[]" : "]");
                    closed = true;
                }
                return piece;
            }
        };
    }
}

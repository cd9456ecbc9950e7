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
package org.tenantapi.camel.internal.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.client.TenantApiMalformedAnswerException;
import org.tenantapi.camel.client.TenantApiUnavailableException;

/**
 * A reader of a bare JSON array of records, from a stream, one record at a time and each as the bytes that came. It is
 * strict, because a part of an answer must never be taken for the whole of it: the first token is {@code [}, every
 * element is an object, the last token is {@code ]}, and nothing follows.
 */
public final class RecordReader implements Closeable {

    private final InputStream in;
    private final RecordScanner scanner;
    private final @Nullable Answer answer;
    private long count;
    private boolean complete;
    private @Nullable Envelope envelope;

    /**
     * @param in closed by {@link #close()}
     */
    public RecordReader(InputStream in) {
        this(in, null);
    }

    private RecordReader(InputStream in, @Nullable Answer answer) {
        this.in = in;
        this.scanner = new RecordScanner(in);
        this.answer = answer;
    }

    /**
     * Reads the records of an answer. What is wrong with them is told as the answer tells it: as a
     * {@link TenantApiMalformedAnswerException} or a {@link TenantApiUnavailableException}. An answer that says that
     * there are more than it holds is wrong, too; that shows at its end.
     *
     * @param answer closed by {@link #close()}
     */
    public static RecordReader of(Answer answer) {
        return new RecordReader(answer.body(), answer);
    }

    /**
     * From now on a record that is too large to be held is not the end of the list, as long as it can be told where it
     * ends: it has a {@link #fault()}.
     */
    public RecordReader setAsideTooLarge() {
        scanner.setAsideTooLarge();
        return this;
    }

    /**
     * From now on a record that is malformed in itself is not the end of the list, as long as it can be told where it
     * ends: it has a {@link #fault()}.
     */
    public RecordReader setAsideMalformed() {
        scanner.setAsideMalformed();
        return this;
    }

    /**
     * What is wrong with the current record, of which {@link #bytes()} is only the beginning then and
     * {@link #envelope()} has at most the localId.
     */
    public @Nullable String fault() {
        return scanner.fault();
    }

    /**
     * Goes to the next record.
     *
     * @return                           false after the last one, when the array was complete
     * @throws MalformedRecordsException if this is not a complete array of objects
     * @throws IOException               if the stream cannot be read to its end
     */
    public boolean next() throws IOException {
        if (complete) {
            return false;
        }
        try {
            complete = !scanner.next();
            envelope = complete ? null : scanner.envelope();
        } catch (IOException e) {
            throw failure(e);
        }
        if (complete && answer != null) {
            answer.requireAll(count);
        }
        count++;
        return !complete;
    }

    private IOException failure(IOException e) {
        if (answer == null) {
            return e;
        }
        throw e instanceof MalformedRecordsException
                ? answer.malformed(e.getMessage() + ". Check baseUrl and the record type.", e)
                : answer.brokenOff(e);
    }

    /**
     * The current record as it came.
     */
    public byte[] bytes() {
        return scanner.bytes();
    }

    /**
     * Writes the current record as it came.
     */
    public void writeTo(OutputStream out) throws IOException {
        scanner.writeTo(out);
    }

    /**
     * The identifiers and timestamps of the current record.
     *
     * @throws IllegalStateException before the first record, and after the last one
     */
    public Envelope envelope() {
        if (envelope == null) {
            throw new IllegalStateException("There is no current record: next() has not returned true");
        }
        return envelope;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

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
package org.tenantapi.camel.internal.imports;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;

import org.tenantapi.camel.internal.client.Answer;
import org.tenantapi.camel.internal.client.Envelope;
import org.tenantapi.camel.internal.client.RecordReader;

/**
 * The records of an answer that is still on its way, each in memory only when its turn comes. It holds an HTTP
 * connection until its end, a failure, or {@link #close()}, which does not read the rest. For one thread.
 * <p>
 * Whether the answer is complete is known only at its end: {@link #hasNext()} throws a
 * {@link org.tenantapi.camel.client.TenantApiMalformedAnswerException} where it is not a complete array of objects, and
 * a {@link org.tenantapi.camel.client.TenantApiUnavailableException} where it breaks off. Once it has failed, or was
 * closed before its end, it throws an {@link IllegalStateException}: it is not a shorter list.
 */
public final class ListedRecords<T> implements Iterator<T>, Closeable {

    private static final String CLOSED = "The list of records was closed before its end, with the exchange that asked for it or"
                                         + " by a failure, so what is missing is unknown: read it within the route that asks for it, e.g. by a split,"
                                         + " before the exchange ends";

    private final Answer answer;
    private final BiFunction<byte[], Envelope, T> record;
    private final RecordReader reader;
    private boolean ahead;
    private boolean ended;
    private boolean closed;

    ListedRecords(Answer answer, BiFunction<byte[], Envelope, T> record) {
        this.answer = answer;
        this.record = record;
        this.reader = RecordReader.of(answer);
    }

    @Override
    public boolean hasNext() {
        if (!ahead && !ended) {
            if (closed) {
                throw new IllegalStateException(CLOSED);
            }
            advance();
        }
        return ahead;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        ahead = false;
        return record.apply(reader.bytes(), reader.envelope());
    }

    /** For logs: what it holds is read by {@link #next()} alone. */
    @Override
    public String toString() {
        return "a list of records that are read one after another";
    }

    @Override
    public void close() {
        closed = true;
        ahead = false;
        answer.close();
    }

    private void advance() {
        try {
            ahead = reader.next();
            ended = !ahead;
        } catch (IOException e) {
            throw answer.brokenOff(e);
        } finally {
            if (!ahead) {
                close();
            }
        }
    }
}

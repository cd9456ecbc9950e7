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

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.client.TenantApiMalformedAnswerException;
import org.tenantapi.camel.client.TenantApiUnavailableException;
import org.tenantapi.camel.internal.json.JsonArrayScanner;

/**
 * The answer to a request that succeeded (2xx), its body still on the way. Close it: an answer holds a connection until
 * its body was read to the end or it is closed. Closing it before the end breaks the transfer off at once instead of
 * reading the rest. For one thread at a time; only {@link #close()} may come from another.
 */
public final class Answer implements AutoCloseable {

    private final Call call;
    private final AnswerHead head;
    private final AnswerBody body;

    Answer(Call call, AnswerHead head, AnswerBody body) {
        this.call = call;
        this.head = head;
        this.body = body;
    }

    /** The status code, 200 to 299. */
    public int status() {
        return head.status();
    }

    /** The headers, whatever the case of their names; several of one name are joined by a comma. */
    public Map<String, String> headers() {
        return head.headers();
    }

    /** The server's time when it answered, from its Date header (RFC 9110); empty if it sends none that can be read. */
    public Optional<Instant> serverTime() {
        return RetryAfter.date(head.headers());
    }

    /**
     * The body, uncompressed, empty if there is none. Its end is reached only if all of it arrived: a transfer that
     * breaks off is an {@link IOException}, more than {@code maxResponseSize} bytes a
     * {@link TenantApiMalformedAnswerException}. Closing it closes the answer.
     */
    public InputStream body() {
        return body;
    }

    /**
     * The whole body, for small answers, to a read one record. Closes the answer.
     *
     * @throws TenantApiUnavailableException     if the answer breaks off
     * @throws TenantApiMalformedAnswerException if it is larger than {@code maxResponseSize}, or than 64 MiB: it is
     *                                           held on the heap; or if it says that there are more records than one
     */
    public byte[] bytes() {
        try (body) {
            byte[] bytes = body.readNBytes(JsonArrayScanner.MAX_BYTES);
            if (bytes.length == JsonArrayScanner.MAX_BYTES && body.read() >= 0) {
                throw malformed("The answer has more than " + JsonArrayScanner.MAX_BYTES
                                + " bytes, where one record was expected: check baseUrl.",
                        null);
            }
            if (call.request().isRead()) {
                requireAll(1);
            }
            return bytes;
        } catch (IOException e) {
            throw brokenOff(e);
        }
    }

    /**
     * Checks, at the end of the body, that it held all records.
     *
     * @param  came                              how many records there were
     * @throws TenantApiMalformedAnswerException if the answer says that there are more
     */
    void requireAll(long came) {
        String doubt = new Completeness(head).doubt(came);
        if (doubt != null) {
            throw call.incomplete(head, doubt);
        }
    }

    /** The exception for a body that could not be read to its end; for the caller to throw. */
    public TenantApiUnavailableException brokenOff(IOException cause) {
        return call.brokenOff(head, cause);
    }

    /**
     * The exception for a body of the wrong shape; for the caller to throw.
     *
     * @param what  what is wrong, and what to do, in a sentence
     * @param cause the exception that showed it, if one did
     */
    public TenantApiMalformedAnswerException malformed(String what, @Nullable Throwable cause) {
        return call.malformed(head, what, cause);
    }

    /** Gives the connection back, or drops it if the body was not read to its end. */
    @Override
    public void close() {
        body.close();
    }

    @Override
    public String toString() {
        return head.status() + " to " + call.request();
    }
}

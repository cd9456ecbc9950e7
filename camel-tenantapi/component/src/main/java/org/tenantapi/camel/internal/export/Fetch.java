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

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.internal.client.RecordReader;

/**
 * An answer with records, still to be read.
 *
 * @param records    read once
 * @param serverTime the server's time when it answered, if it says it
 * @param localTime  the local time when it was asked
 * @param asked      when it was asked, in nanoseconds since some instant that is the same for all answers
 * @param took       from then until the answer began
 */
public record Fetch(RecordReader records, @Nullable Instant serverTime, Instant localTime, long asked, Duration took)
        implements
            Closeable {

    /**
     * The earliest time on the server's clock that the answer may be of: it may have been put together when it was
     * asked for, and dated when it was sent. Not known when the server does not say its time.
     */
    @Nullable
    Instant asOf() {
        // whole seconds, as the server's time is
        return serverTime == null ? null : serverTime.minusSeconds(took.toSeconds());
    }

    /**
     * Above this neither mark nor horizon may go: the server's time, or ours where that is earlier. A server that does
     * not say its time is held to ours alone.
     */
    Instant ceiling() {
        Instant asOf = asOf();
        return asOf == null || localTime.isBefore(asOf) ? localTime : asOf;
    }

    /**
     * How far the horizon may go when every record of this answer is finished: nowhere when the server does not say its
     * time.
     */
    @Nullable
    Instant horizon() {
        return serverTime == null ? null : ceiling();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}

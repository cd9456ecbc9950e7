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
package org.tenantapi.camel.export;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;

import org.tenantapi.camel.client.RecordReader;

/**
 * An answer with records, still to be read.
 *
 * @param records    read once
 * @param serverTime the server's time when it answered; null when it does not say
 * @param localTime  the local time when it was asked
 */
public record Fetch(RecordReader records, Instant serverTime, Instant localTime) implements Closeable {

    /**
     * Above this no mark may go. A server that keeps its time to itself is held to ours: that can only lower the mark,
     * and so cost a second reading.
     */
    Instant ceiling() {
        return serverTime == null ? localTime : serverTime;
    }

    /**
     * How far the horizon may go when every record of this answer is finished: to the server's time, or ours where that
     * is earlier, so that a wrong clock on either side costs a second reading and never a record. Null when the server
     * keeps its time to itself.
     */
    Instant horizon() {
        if (serverTime == null) {
            return null;
        }
        return serverTime.isBefore(localTime) ? serverTime : localTime;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}

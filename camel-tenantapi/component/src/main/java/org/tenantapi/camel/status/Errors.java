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
package org.tenantapi.camel.status;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong with a Plug.
 *
 * @param failure       what keeps the Plug from working now, if anything does
 * @param since         when that was seen first
 * @param latest        when that was seen last
 * @param lastError     why a record or a transfer failed last, if one has
 * @param lastErrorTime when that was
 */
public record Errors(@Nullable Throwable failure, @Nullable Instant since, @Nullable Instant latest, @Nullable String lastError,
        @Nullable Instant lastErrorTime) {

    /** Of a Plug that has always worked. */
    public static final Errors NONE = new Errors(null, null, null, null, null);

    /** The same with a record or a transfer that failed. */
    public Errors with(@Nullable String error, @Nullable Instant time) {
        return new Errors(failure, since, latest, error, time);
    }

    /** The same while this keeps the Plug from working. */
    public Errors failing(Throwable cause, @Nullable Instant first, @Nullable Instant last) {
        return new Errors(cause, first, last, lastError, lastErrorTime);
    }

    /** The same when it works again. */
    public Errors recovered() {
        return new Errors(null, null, null, lastError, lastErrorTime);
    }

    /** These, which come after those. */
    Errors after(Errors before) {
        return lastErrorTime == null ? with(before.lastError, before.lastErrorTime) : this;
    }

    /** The message of an exception, or what it is if it has none. */
    public static String message(Throwable cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}

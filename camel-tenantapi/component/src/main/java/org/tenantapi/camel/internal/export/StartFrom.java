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

import org.jspecify.annotations.Nullable;

/**
 * Where an export begins that has no position yet.
 */
public final class StartFrom {

    /** With the oldest record. */
    public static final StartFrom BEGINNING = new StartFrom(Instant.MIN);
    /** With what changes from the first poll on, by the server's clock. */
    public static final StartFrom NOW = new StartFrom(null);

    private final @Nullable Instant instant;

    private StartFrom(@Nullable Instant instant) {
        this.instant = instant;
    }

    /**
     * @param  text                     {@code beginning}, {@code now}, or an instant such as
     *                                  {@code 2026-11-01T00:00:00Z}
     * @throws IllegalArgumentException if it is none of these
     */
    public static StartFrom parse(String text) {
        return switch (text) {
            case "beginning" -> BEGINNING;
            case "now" -> NOW;
            default -> {
                try {
                    yield new StartFrom(Instant.parse(text));
                } catch (DateTimeException e) {
                    throw new IllegalArgumentException(
                            "startFrom is beginning, now or an instant such as 2026-11-01T00:00:00Z, not " + text, e);
                }
            }
        };
    }

    /**
     * {@link Instant#MIN} for the beginning; of now it is not known yet.
     */
    @Nullable
    Instant instant() {
        return instant;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StartFrom start && Objects.equals(instant, start.instant);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(instant);
    }

    @Override
    public String toString() {
        if (instant == null) {
            return "now";
        }
        return instant.equals(Instant.MIN) ? "beginning" : instant.toString();
    }
}

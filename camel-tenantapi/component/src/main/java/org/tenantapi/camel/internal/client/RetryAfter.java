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

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * The Retry-After header: seconds or a date (RFC 9110, 10.2.3). A date is taken relative to the server's own clock,
 * which its Date header tells; one that has passed says nothing.
 */
final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("\\d+");
    private static final int DIGITS_OF_ALL_SENSIBLE_WAITS = 9;
    private static final Duration VERY_LONG = Duration.ofSeconds(999_999_999);

    private RetryAfter() {
    }

    static Optional<Duration> of(Map<String, String> headers) {
        String value = headers.get(HttpHeaders.RETRY_AFTER);
        if (value == null) {
            return Optional.empty();
        }
        String text = value.trim();
        return SECONDS.matcher(text).matches() ? Optional.of(seconds(text)) : untilDate(text, headers);
    }

    /** Whether the header is there and can be read, also where the date in it has passed. */
    static boolean isGiven(Map<String, String> headers) {
        String value = headers.getOrDefault(HttpHeaders.RETRY_AFTER, "").trim();
        return SECONDS.matcher(value).matches() || DateUtils.parseStandardDate(value) != null;
    }

    private static Duration seconds(String digits) {
        return digits.length() > DIGITS_OF_ALL_SENSIBLE_WAITS ? VERY_LONG : Duration.ofSeconds(Long.parseLong(digits));
    }

    private static Optional<Duration> untilDate(String date, Map<String, String> headers) {
        Instant now = date(headers).orElseGet(Instant::now);
        return Optional.ofNullable(DateUtils.parseStandardDate(date))
                .map(then -> Duration.between(now, then))
                .filter(wait -> !wait.isNegative() && !wait.isZero());
    }

    /** The server's time when it answered (RFC 9110, 6.6.1). */
    static Optional<Instant> date(Map<String, String> headers) {
        return Optional.ofNullable(headers.get(HttpHeaders.DATE)).map(DateUtils::parseStandardDate);
    }
}

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

import java.io.Serializable;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * The status and the headers of an answer, as printable texts.
 */
record AnswerHead(int status, String reason, Map<String, String> headers) implements Serializable {

    /** In the place of an answer that never came. */
    static final AnswerHead NONE = new AnswerHead(0, "", Collections.unmodifiableMap(noHeaders()));

    static AnswerHead of(ClassicHttpResponse response) {
        Map<String, String> headers = noHeaders();
        for (Header header : response.getHeaders()) {
            // RFC 9110, 5.3: several fields of one name mean their values in a list
            headers.merge(Printable.of(header.getName()), header.getValue() == null ? "" : Printable.of(header.getValue()),
                    (a, b) -> a + ", " + b);
        }
        String reason = response.getReasonPhrase();
        return new AnswerHead(
                response.getCode(), reason == null ? "" : Printable.of(reason), Collections.unmodifiableMap(headers));
    }

    /** With every text as the filter leaves it. */
    AnswerHead filtered(UnaryOperator<String> filter) {
        Map<String, String> filtered = noHeaders();
        headers.forEach((name, value) -> filtered.put(name, filter.apply(value)));
        return new AnswerHead(status, filter.apply(reason), Collections.unmodifiableMap(filtered));
    }

    boolean isSuccess() {
        return StatusMeaning.of(status, headers) == StatusMeaning.SUCCESS;
    }

    Optional<String> location() {
        return Optional.ofNullable(headers.get(HttpHeaders.LOCATION));
    }

    boolean isHtml() {
        String type = headers.getOrDefault(HttpHeaders.CONTENT_TYPE, "").toLowerCase(Locale.ROOT).trim();
        return type.startsWith("text/html") || type.startsWith("application/xhtml+xml");
    }

    private static TreeMap<String, String> noHeaders() {
        return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    }
}

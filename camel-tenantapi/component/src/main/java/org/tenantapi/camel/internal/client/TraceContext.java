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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The trace that a request belongs to, as W3C Trace Context writes it in the headers {@code traceparent} and
 * {@code tracestate}. {@code baggage} is not among them: it holds what an application tells its own parts, and the
 * platform is not one of those.
 *
 * @param headers by name; empty where there is no trace
 */
public record TraceContext(Map<String, String> headers) {

    /** Of no trace. */
    public static final TraceContext NONE = new TraceContext(Map.of());

    private static final String PARENT = "traceparent";
    private static final String STATE = "tracestate";
    /** version, trace id, parent id and flags; a later version than 00 may have more behind them, but none is ff */
    private static final Pattern VALID_PARENT = Pattern.compile(
            "(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}|(?!00|ff)[0-9a-f]{2}-[0-9a-f]{32}"
                                                                + "-[0-9a-f]{16}-[0-9a-f]{2}-[!-~]{0,400}");
    /** printable ASCII: nothing that could end a header; the standard asks for 512 characters */
    private static final Pattern VALID_STATE = Pattern.compile("[ -~]{1,512}");

    public TraceContext {
        headers = Map.copyOf(headers);
    }

    /**
     * Takes the two headers, and no other. What is not as the standard has it is left out, for it may come from
     * outside: without a valid {@code traceparent} there is no trace.
     *
     * @param headers gives the value of a header, null if there is none
     */
    public static TraceContext of(Function<String, String> headers) {
        String parent = headers.apply(PARENT);
        if (parent == null || !VALID_PARENT.matcher(parent).matches()) {
            return NONE;
        }
        Map<String, String> valid = new LinkedHashMap<>();
        valid.put(PARENT, parent);
        String state = headers.apply(STATE);
        if (state != null && VALID_STATE.matcher(state).matches()) {
            valid.put(STATE, state);
        }
        return new TraceContext(valid);
    }
}

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
package org.tenantapi.camel.testkit;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Which records of a type a list holds: those changed at or after a time, and, by a decision of this simulator, those
 * whose top-level fields equal every other query parameter.
 */
record ListQuery(Optional<Instant> modifiedAtOrAfter, Map<String, List<String>> fields) {

    private static final String MODIFIED_AT_OR_AFTER = "modifiedAtOrAfter";
    private static final Pattern UTC = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?Z");

    /** @throws Refusal (400) when the time is not one like 2020-09-24T17:23:01Z */
    static ListQuery of(ApiRequest request) {
        Map<String, List<String>> fields = new HashMap<>(request.seen().query());
        fields.remove(MODIFIED_AT_OR_AFTER);
        return new ListQuery(request.queryParameter(MODIFIED_AT_OR_AFTER).map(ListQuery::time), fields);
    }

    List<RecordVersion> select(List<RecordVersion> records) {
        return records.stream().filter(this::holds).toList();
    }

    private boolean holds(RecordVersion version) {
        if (modifiedAtOrAfter.isPresent() && version.lastModified().isBefore(modifiedAtOrAfter.get())) {
            return false;
        }
        if (fields.isEmpty()) {
            return true;
        }
        JsonNode record = version.node();
        return fields.entrySet().stream().allMatch(field -> {
            JsonNode value = record.path(field.getKey());
            return value.isValueNode() && field.getValue().contains(value.asText());
        });
    }

    private static Instant time(String text) {
        try {
            if (UTC.matcher(text).matches()) {
                return Instant.parse(text);
            }
        } catch (DateTimeException e) {
            // told below: the shape is right, the date does not exist
        }
        throw Refusal.badRequest(MODIFIED_AT_OR_AFTER + " must be a time like 2020-09-24T17:23:01Z, not " + text);
    }
}

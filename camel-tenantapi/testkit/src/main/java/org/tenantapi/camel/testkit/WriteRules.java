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

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the platform refuses in what is written to it. All refusals are 400 and name the field. */
final class WriteRules {

    private WriteRules() {
    }

    /** Integers and decimals travel as JSON strings. */
    static void refuseNumbers(JsonNode written) {
        refuseNumbers(written, "");
    }

    /** A text comes either in the user's language or by language, never both ways in one write. */
    static void refuseTextGivenTwice(ObjectNode record) {
        record.fieldNames().forEachRemaining(name -> {
            for (String byLanguage : new String[] { name + "_lang", name + "_lang2" }) {
                if (record.has(byLanguage)) {
                    throw Refusal.badRequest("Send either " + name + " or " + byLanguage + ", not both in one write");
                }
            }
        });
    }

    static void requireMinimum(String type, ObjectNode created) {
        if (type.equals("product")) {
            require("remoteId", created);
            require("vatRatePercent", created);
        }
    }

    private static void require(String field, ObjectNode created) {
        if (!created.hasNonNull(field)) {
            throw Refusal.badRequest("A new product needs " + field);
        }
    }

    private static void refuseNumbers(JsonNode value, String path) {
        if (value.isNumber()) {
            throw Refusal.badRequest("The number in " + path + " must be a string: \"" + value.asText() + "\"");
        }
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                refuseNumbers(field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey());
            }
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            refuseNumbers(value.get(i), path + "[" + i + "]");
        }
    }
}

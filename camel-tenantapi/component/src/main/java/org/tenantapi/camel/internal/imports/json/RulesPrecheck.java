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
package org.tenantapi.camel.internal.imports.json;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/**
 * A check of the fields of a record while they are passed by, which tells whether it can break one of the
 * {@link RecordRules} at all. Those need the record as a tree, which costs more than to send it; nearly all records are
 * spared that.
 */
final class RulesPrecheck {

    private final List<String> names = new ArrayList<>();
    private boolean doubtful;
    private boolean inLanguages;
    private boolean vatRateGiven;

    /**
     * @param top   whether it is a field of the record itself
     * @param value at the field's value
     */
    void see(boolean top, String name, JsonParser value) throws IOException {
        if (top && name.equals(RecordRules.VAT_RATE)) {
            vatRateGiven = isGiven(value);
        }
        names.add(name);
        inLanguages = inLanguages || RecordRules.isInLanguages(name);
        doubtful = doubtful || RecordRules.isCustom(name) || RecordRules.NUMBERS.contains(name) && !isNumber(name, value);
    }

    /** Whether the rules have to be asked. */
    boolean isDoubtful() {
        return doubtful || inLanguages && isGivenTwice();
    }

    /** Whether a text may be there both plain and in languages, if perhaps not in the same object. */
    private boolean isGivenTwice() {
        Set<String> all = new HashSet<>(names);
        return names.stream().filter(RecordRules::isInLanguages).map(RecordRules::plain).anyMatch(all::contains);
    }

    /** Whether the record itself has a rate of VAT. */
    boolean isVatRateGiven() {
        return vatRateGiven;
    }

    private static boolean isGiven(JsonParser value) throws IOException {
        JsonToken token = value.currentToken();
        return token.isScalarValue() && token != JsonToken.VALUE_NULL && value.getTextLength() > 0;
    }

    private static boolean isNumber(String name, JsonParser value) throws IOException {
        JsonToken token = value.currentToken();
        return switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_NULL -> true;
            case VALUE_STRING -> isPlainNumber(value);
            case START_OBJECT -> RecordRules.NUMBERS_OF_AN_ORDER_ROW.contains(name)
                    || name.equals(RecordRules.AMOUNT) && isBehindTwoOthers(value);
            default -> false;
        };
    }

    /** The amount of money, which has to be a number, is one of two fields. */
    private static boolean isBehindTwoOthers(JsonParser objectBegun) {
        return objectBegun.getParsingContext().getParent().getCurrentIndex() >= 2;
    }

    /** Of digits with a point between them or none, or empty. What else may be a number, the rules know. */
    private static boolean isPlainNumber(JsonParser value) throws IOException {
        char[] text = value.getTextCharacters();
        int start = value.getTextOffset();
        int length = value.getTextLength();
        boolean point = false;
        for (int at = 0; at < length; at++) {
            char c = text[start + at];
            if (c == '.' && !point && at > 0 && at < length - 1) {
                point = true;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }
}

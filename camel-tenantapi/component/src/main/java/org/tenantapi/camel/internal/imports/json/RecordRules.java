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

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.tenantapi.camel.imports.InvalidRecordException;

/**
 * What the platform documents of the records that it takes, checked before one is sent. Where nothing is documented
 * everything passes.
 */
public final class RecordRules {

    private static final String PRODUCT = "product";
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
    private static final List<String> LANGUAGE_SUFFIXES = List.of("_lang", "_lang2");
    private static final char CUSTOM_DATA_SEPARATOR = '|';
    static final String VAT_RATE = "vatRatePercent";
    static final String AMOUNT = "amount";
    private static final Set<String> NUMBERS_OF_A_PRODUCT = Set.of("weight", "volume", "stock", VAT_RATE);
    static final Set<String> NUMBERS_OF_AN_ORDER_ROW = Set.of("pricePerUnitExclVat");
    /** All fields of which a rule says that they are numbers, somewhere. */
    static final Set<String> NUMBERS = Stream.of(NUMBERS_OF_A_PRODUCT, NUMBERS_OF_AN_ORDER_ROW, Set.of(AMOUNT))
            .flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());

    /** One rule, asked of each object in the record. */
    @FunctionalInterface
    private interface Rule {
        void check(Part part, List<String> findings);
    }

    /**
     * An object somewhere in a record.
     *
     * @param path   its JSON pointer (RFC 6901), empty for the record itself
     * @param custom whether it belongs to custom data, whose form is its owner's
     */
    private record Part(String recordType, String path, JsonNode object, boolean custom) {

        boolean isRecord() {
            return path.isEmpty();
        }

        String at(String field) {
            return path + "/" + field.replace("~", "~0").replace("/", "~1");
        }
    }

    private static final List<Rule> RULES = List.of(RecordRules::numbers, RecordRules::money, RecordRules::textGivenTwice,
            RecordRules::customDataIds);

    private RecordRules() {
    }

    /** @throws InvalidRecordException if a rule is broken; the message names all places */
    public static void check(OutgoingRecord checked) {
        if (checked.precheck().isDoubtful()) {
            refuse(checked, findings(checked));
        }
    }

    /** What rules are broken, and where. */
    static List<String> findings(OutgoingRecord checked) {
        List<String> findings = new ArrayList<>();
        check(new Part(checked.recordType(), "", checked.tree(), false), findings);
        return findings;
    }

    /** @throws InvalidRecordException if a record lacks what a new one must have */
    public static void checkNew(OutgoingRecord checked) {
        if (!PRODUCT.equals(checked.recordType())) {
            return;
        }
        List<String> findings = new ArrayList<>();
        if (checked.remoteId() == null) {
            findings.add("/remoteId is missing: a new product needs it");
        }
        if (!checked.precheck().isVatRateGiven()) {
            findings.add("/" + VAT_RATE + " is missing: a new product needs it");
        }
        refuse(checked, findings);
    }

    private static void refuse(OutgoingRecord checked, List<String> findings) {
        if (!findings.isEmpty()) {
            throw new InvalidRecordException(checked + " is not valid: " + String.join("; ", findings));
        }
    }

    private static void check(Part part, List<String> findings) {
        RULES.forEach(rule -> rule.check(part, findings));
        part.object().properties().forEach(field -> {
            boolean custom = part.custom() || isCustomModule(field.getKey());
            if (field.getValue().isObject()) {
                check(new Part(part.recordType(), part.at(field.getKey()), field.getValue(), custom), findings);
            }
            for (int i = 0; field.getValue().isArray() && i < field.getValue().size(); i++) {
                if (field.getValue().get(i).isObject()) {
                    check(new Part(
                            part.recordType(), part.at(field.getKey()) + "/" + i, field.getValue().get(i), custom), findings);
                }
            }
        });
    }

    private static void numbers(Part part, List<String> findings) {
        if (part.isRecord() && PRODUCT.equals(part.recordType())) {
            NUMBERS_OF_A_PRODUCT.forEach(field -> number(part, field, findings));
        } else if (!part.isRecord() && !part.custom()) {
            NUMBERS_OF_AN_ORDER_ROW.stream().filter(field -> !part.object().path(field).isObject())
                    .forEach(field -> number(part, field, findings));
        }
    }

    private static void money(Part part, List<String> findings) {
        if (!part.custom() && part.object().size() == 2 && part.object().has("currency") && part.object().has(AMOUNT)) {
            number(part, AMOUNT, findings);
        }
    }

    private static void number(Part part, String field, List<String> findings) {
        JsonNode value = part.object().path(field);
        boolean cleared = value.isMissingNode() || value.isNull() || value.isTextual() && value.textValue().isEmpty();
        if (!cleared && !value.isNumber() && !(value.isTextual() && NUMBER.matcher(value.textValue()).matches())) {
            findings.add(part.at(field) + " is not a number such as 12.50 but " + value);
        }
    }

    private static void textGivenTwice(Part part, List<String> findings) {
        part.object().fieldNames().forEachRemaining(byLanguage -> {
            if (isInLanguages(byLanguage) && !part.custom() && part.object().has(plain(byLanguage))) {
                findings.add(part.at(plain(byLanguage)) + " and " + part.at(byLanguage)
                             + " must not be sent together: send one of them");
            }
        });
    }

    private static void customDataIds(Part part, List<String> findings) {
        part.object().fieldNames().forEachRemaining(field -> {
            if ((part.custom() || isCustomModule(field)) && field.indexOf(CUSTOM_DATA_SEPARATOR) >= 0) {
                findings.add(part.at(field) + " holds a '|', which neither the id nor a key of custom data may");
            }
        });
    }

    /** Whether a field of this name may hold custom data, or break the rules for these. */
    static boolean isCustom(String field) {
        return isCustomModule(field) || field.indexOf(CUSTOM_DATA_SEPARATOR) >= 0;
    }

    /** Whether a field of this name holds a text in several languages. */
    static boolean isInLanguages(String field) {
        return field.endsWith(LANGUAGE_SUFFIXES.get(0)) || field.endsWith(LANGUAGE_SUFFIXES.get(1));
    }

    /** The name of the same text in one language only. */
    static String plain(String inLanguages) {
        return inLanguages.substring(0, inLanguages.lastIndexOf('_'));
    }

    private static boolean isCustomModule(String field) {
        return field.startsWith("x-");
    }
}

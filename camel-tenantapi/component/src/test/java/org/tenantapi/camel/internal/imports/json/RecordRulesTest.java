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

import java.util.Iterator;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.imports.InvalidRecordException;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RecordRulesTest {

    private static OutgoingRecord product(String fields) {
        return record("product", "{\"remoteId\":\"p-1\"," + fields + "}");
    }

    private static OutgoingRecord record(String type, String json) {
        return new OutgoingRecord(type, null, null, OutgoingJson.of(json.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '`', value = {
            "\"weight\":\"1,5\"                                  # /weight is not a number such as 12.50 but \"1,5\"",
            "\"stock\":\"ten\"                                   # /stock",
            "\"vatRatePercent\":\"25 %\"                         # /vatRatePercent",
            "\"volume\":true                                     # /volume",
            "\"price\":{\"currency\":\"SEK\",\"amount\":\"1 000\"} # /price/amount",
            "\"x\":[{\"y\":{\"currency\":\"SEK\",\"amount\":\"-\"}}] # /x/0/y/amount",
            "\"rows\":[{},{\"pricePerUnitExclVat\":\"1:50\"}]    # /rows/1/pricePerUnitExclVat",
            "\"title\":\"a\",\"title_lang\":{\"swe\":\"b\"}      # /title and /title_lang must not be sent together",
            "\"title\":\"a\",\"title_lang2\":{\"sv\":\"b\"}      # /title and /title_lang2",
            "\"x-my|module\":{}                                  # /x-my|module holds a '|'",
            "\"custom\":{\"x-mine\":{\"a|b\":\"1\"}}             # /custom/x-mine/a|b holds a '|'" })
    void namesTheRecordAndThePlace(String fields, String place) {
        assertThatExceptionOfType(InvalidRecordException.class).isThrownBy(() -> RecordRules.check(product(fields)))
                .withMessageContainingAll("The product p-1 is not valid", place);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "\"weight\":1.5", "\"weight\":\"-0.50\"", "\"weight\":\"1e3\"", "\"weight\":null", "\"weight\":\"\"",
            "\"title_lang\":{\"swe\":\"b\"},\"title_lang2\":{\"sv\":\"b\"}", "\"sku\":\"1,5\"",
            "\"x-mine\":{\"title\":\"a\",\"title_lang\":\"b\",\"amount\":\"x\",\"currency\":\"y\",\"weight\":\"heavy\"}",
            "\"note\":\"a|b\"", "\"a|b\":1", "\"pricePerUnitExclVat\":\"per dozen\"",
            "\"rows\":[{\"pricePerUnitExclVat\":{\"currency\":\"SEK\",\"amount\":\"1.50\"}}]" })
    void letsPassWhatIsNotForbidden(String fields) {
        assertThatCode(() -> RecordRules.check(product(fields))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"weight\":\"heavy\"}", "{\"stock\":\"ten\"}" })
    void theNumbersOfAProductAreNotThoseOfOtherRecords(String json) {
        assertThatCode(() -> RecordRules.check(record("customer", json))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"vatRatePercent\":\"25\"}                   | /remoteId is missing",
            "{\"remoteId\":\"p-1\"}                        | /vatRatePercent is missing",
            "{\"remoteId\":\"p-1\",\"vatRatePercent\":null} | /vatRatePercent is missing" })
    void aNewProductHasAMinimum(String json, String finding) {
        assertThatExceptionOfType(InvalidRecordException.class).isThrownBy(() -> RecordRules.checkNew(record("product", json)))
                .withMessageContaining(finding);
        assertThatCode(() -> RecordRules.checkNew(record("order", json))).doesNotThrowAnyException();
    }

    @Property(tries = 2000)
    void whatPassesThePrecheckBreaksNoRule(@ForAll("objects") String json) {
        OutgoingRecord record = record("product", json);
        if (!record.precheck().isDoubtful()) {
            assertThat(RecordRules.findings(record)).isEmpty();
        }
        assertThat(record.precheck().isVatRateGiven()).isEqualTo(!record.tree().path("vatRatePercent").asText("").isEmpty());
    }

    @Provide
    Arbitrary<String> objects() {
        Arbitrary<String> names = Arbitraries.of(
                "weight", "vatRatePercent", "pricePerUnitExclVat", "amount", "currency", "title", "title_lang", "title_lang2",
                "x-mine", "a|b", "rows", "note");
        Arbitrary<String> scalars = Arbitraries.of(
                "1", "-1.5e3", "null", "true", "\"\"", "\"12.50\"", "\"1.\"", "\".5\"", "\"1.2.3\"", "\"-1\"", "\"+1e2\"",
                "\"1,5\"", "\"\\u0031\"", "\"ten\"", "\"\u0661\"");
        Arbitrary<String> objects = fields(names, scalars);
        for (int depth = 0; depth < 3; depth++) {
            Arbitrary<String> inner = objects;
            Arbitrary<String> values = Arbitraries.frequencyOf(
                    Tuple.of(3, scalars), Tuple.of(1, inner), Tuple.of(1, inner.list().ofMaxSize(2).map(Object::toString)));
            objects = fields(names, values);
        }
        return objects;
    }

    private static Arbitrary<String> fields(Arbitrary<String> names, Arbitrary<String> values) {
        // each name once: what two of one name mean is not defined (RFC 8259, 4)
        return Combinators.combine(names.set().ofMaxSize(5), values.list().ofSize(5)).as((fields, all) -> {
            Iterator<String> next = all.iterator();
            return fields.stream().map(name -> "\"" + name + "\":" + next.next()).collect(joining(",", "{", "}"));
        });
    }
}

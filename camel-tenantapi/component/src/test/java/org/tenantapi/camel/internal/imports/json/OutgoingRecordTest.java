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
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.imports.InvalidRecordException;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OutgoingRecordTest {

    private static final boolean STRINGS = true;
    private static final boolean NUMBERS = false;

    @Test
    @DisplayName("lesson 31: null, absent and unknown fields survive as they were written")
    void leavesABodyWithoutNumbersUntouched() {
        byte[] body = bytes(
                "\n{ \"remoteId\" : \"1\",\t\"x\":null,\"unknown\":{\"b\":[],\"a\":\"\\u00e5\\/\"},\"x\":true , \"\":\"\"}\r\n");

        assertThat(record(body, null).asGiven(STRINGS)).isSameAs(body);
        assertThat(record(body, "1").withRemoteId(STRINGS)).isSameAs(body);
    }

    @Test
    void leavesNumbersAloneIfToldSo() {
        byte[] body = bytes("{\"remoteId\":\"1\",\"stock\":10}");

        assertThat(record(body, null).asGiven(NUMBERS)).isSameAs(body);
    }

    @ParameterizedTest
    @DisplayName("lesson 30: digits survive")
    @ValueSource(strings = {
            "0", "-0", "10", "1.10", "-1.50E+05", "1e400", "0.1000000000000000055511151231257827",
            "123456789012345678901234567890.00", "9007199254740993" })
    void sendsANumberAsAStringOfTheSameDigits(String number) {
        assertThat(sent("{\"a\": " + number + " ,\"b\":[" + number + ",{\"c\":" + number + "}]}"))
                .isEqualTo("{\"a\": \"" + number + "\" ,\"b\":[\"" + number + "\",{\"c\":\"" + number + "\"}]}");
    }

    @Test
    void sendsANumberOfAnyLength() {
        String number = "1".repeat(5_000) + "." + "3".repeat(5_000);

        assertThat(sent("{\"a\":" + number + "}")).isEqualTo("{\"a\":\"" + number + "\"}");
    }

    @Test
    void sendsATextOfAnyLength() {
        String json = "{\"picture\":\"" + "x".repeat(21_000_000) + "\"}";

        assertThat(sent(json)).hasSameSizeAs(json);
    }

    @Property(tries = 500)
    void changesNothingButTheFormOfNumbers(@ForAll("objects") String json) throws IOException {
        List<String> before = tokens(json);
        List<String> after = tokens(sent(json));

        assertThat(after).isEqualTo(before.stream()
                .map(token -> token.replaceFirst("^VALUE_NUMBER_(INT|FLOAT)", "VALUE_STRING")).toList());
    }

    @Provide
    Arbitrary<String> objects() {
        return object(Arbitraries.lazyOf(this::scalars, this::arrays, () -> object(scalars())));
    }

    private Arbitrary<String> arrays() {
        return scalars().list().ofMaxSize(4).map(values -> "[" + String.join(" , ", values) + "]");
    }

    private static Arbitrary<String> object(Arbitrary<String> values) {
        Arbitrary<String> names = Arbitraries.of("a", "ö", "a\\\"b", "", "€", "weight", "\uD83D\uDE00");
        return names.flatMap(name -> values.map(value -> "\"" + name + "\" :" + value)).list().ofMaxSize(6)
                .map(fields -> "{ " + String.join(",\n", fields) + "}");
    }

    private Arbitrary<String> scalars() {
        return Arbitraries.oneOf(
                Arbitraries.bigDecimals().map(Object::toString),
                Arbitraries.of("1E+9", "-0.0e-7", "0", "null", "true", "false", "\"\"", "\"1\"",
                        "\"å\\n\\u20ac\uD83D\uDE00\""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{}                                | {\"remoteId\":\"A-1\"}",
            "` { \"a\":\"b\" } `               | ` {\"remoteId\":\"A-1\", \"a\":\"b\" } `",
            "{\"a\":{\"remoteId\":\"inner\"}}  | {\"remoteId\":\"A-1\",\"a\":{\"remoteId\":\"inner\"}}",
            "{\"a\":1,\"remoteId\":null}       | {\"a\":\"1\",\"remoteId\":\"A-1\"}",
            "{\"a\":1,\"remoteId\": \"\",\"b\":2} | {\"a\":\"1\",\"remoteId\": \"A-1\",\"b\":\"2\"}",
            "{\"remoteId\":\"A-1\",\"a\":\"b\"} | {\"remoteId\":\"A-1\",\"a\":\"b\"}" })
    void addsTheRemoteIdOfTheRequestWhereTheRecordHasNone(String body, String sent) {
        assertThat(record(bytes(body), "A-1").withRemoteId(STRINGS)).asString(UTF_8).isEqualTo(sent);
    }

    @Test
    void escapesTheRemoteIdItAdds() throws IOException {
        String id = "a\"b\\c\u0001\n€\uD83D\uDE00";

        byte[] sent = record(bytes("{}"), id).withRemoteId(STRINGS);

        assertThat(tokens(new String(sent, UTF_8))).contains("VALUE_STRING " + id);
    }

    @Test
    void addsNothingToAChange() {
        assertThat(record(bytes("{\"a\":\"b\"}"), "A-1").asGiven(STRINGS)).asString(UTF_8).isEqualTo("{\"a\":\"b\"}");
        assertThat(record(bytes("{\"remoteId\":null}"), "A-1").asGiven(STRINGS)).asString(UTF_8)
                .isEqualTo("{\"remoteId\":null}");
    }

    @Test
    void createsWithoutRemoteIdIfThereIsNone() {
        assertThat(record(bytes("{\"a\":\"b\"}"), null).withRemoteId(STRINGS)).asString(UTF_8).isEqualTo("{\"a\":\"b\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"remoteId\":\"1\",\"localId\":\"2\"} | 1 | 2", "{\"localId\":2.0,\"remoteId\":1.00} | 1.00 | 2.0",
            "{\"remoteId\":null,\"localId\":\"\"} | |", "{\"remoteId\":\"1\",\"remoteId\":\"3\"} | 3 |",
            "{\"a\":{\"remoteId\":\"1\"},\"b\":[{\"localId\":\"2\"}]} | |" })
    void readsTheIdsAtTheTopOfTheRecord(String body, String remoteId, String localId) {
        assertThat(record(bytes(body), null).remoteId()).isEqualTo(remoteId);
        assertThat(record(bytes(body), null).localId()).isEqualTo(localId);
    }

    @Test
    void refusesIdsThatContradictTheRequest() {
        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> record(bytes("{\"remoteId\":\"A-2\"}"), "A-1"))
                .withMessageContainingAll("CamelTenantApiRemoteId", "'A-1'", "remoteId", "'A-2'");
        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> new OutgoingRecord(
                        "order", "1", null, OutgoingJson.of(bytes("{\"localId\":\"2\"}"))).localId())
                .withMessageContainingAll("CamelTenantApiLocalId", "'1'", "localId", "'2'");
    }

    @Test
    void asksForARemoteId() {
        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> record(bytes("{\"remoteId\":\"\"}"), null).requireRemoteId())
                .withMessageContainingAll("CamelTenantApiRemoteId", "field remoteId");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"a\":1                     | line 1", "`{\n\"a\":tru }`              | line 2, column", "{\"a\":01} | line 1",
            "{} {}                        | follows", "{},                          | line 1", "\"text\" | neither",
            "12                           | neither", "null                         | neither", "` ` | neither",
            "<html></html>                | line 1", "{\"a\":NaN}                 | line 1", "{'a':1} | line 1",
            "{\"remoteId\":true}          | remoteId is not a text", "{\"localId\":{}} | localId is not a text",
            "[]                           | one record was expected", "[{},1] | element 1" })
    void saysWhatIsNoRecordAndWhere(String body, String where) {
        assertThatExceptionOfType(InvalidRecordException.class).isThrownBy(() -> record(bytes(body), null))
                .withMessageContaining(where);
    }

    @Test
    void saysThatThereIsNothing() {
        assertThatExceptionOfType(InvalidRecordException.class).isThrownBy(() -> record(null, null))
                .withMessageContaining("no body");
        assertThatExceptionOfType(InvalidRecordException.class).isThrownBy(() -> record(new byte[0], null))
                .withMessageContaining("no body");
    }

    @Test
    void refusesOtherEncodingsThanUtf8() {
        String json = "{\"title\":\"Räksmörgås\"}";

        for (byte[] body : List.of(json.getBytes(ISO_8859_1), json.getBytes(UTF_16), json.getBytes(UTF_16LE))) {
            assertThatExceptionOfType(InvalidRecordException.class).isThrownBy(() -> record(body, null))
                    .withMessageContaining("UTF-8");
        }
    }

    @Test
    void dropsAByteOrderMark() {
        assertThat(record(bytes("\uFEFF{\"a\": 1}"), "A-1").withRemoteId(STRINGS)).asString(UTF_8)
                .isEqualTo("{\"remoteId\":\"A-1\",\"a\": \"1\"}");
    }

    private static String sent(String json) {
        return new String(record(bytes(json), null).asGiven(STRINGS), UTF_8);
    }

    private static OutgoingRecord record(byte[] body, String remoteId) {
        return new OutgoingRecord("product", null, remoteId, OutgoingJson.of(body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static List<String> tokens(String json) throws IOException {
        List<String> tokens = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                tokens.add(token + (token.isStructStart() || token.isStructEnd() ? "" : " " + parser.getText()));
            }
        }
        return tokens;
    }
}

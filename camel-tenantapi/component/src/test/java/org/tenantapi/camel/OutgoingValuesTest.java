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
package org.tenantapi.camel;

import java.io.File;
import java.io.InputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.imports.BatchImportException;
import org.tenantapi.camel.imports.ImportOutcome;
import org.tenantapi.camel.imports.InvalidRecordException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What is sent of the values, texts and trees that a body holds.
 */
class OutgoingValuesTest extends RouteTest {

    private static final Instant TIME = Instant.parse("2026-11-01T12:00:00.987Z");
    private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");

    /** What an application's own class looks like. */
    public static class Order {
        public String remoteId = "o-1";
        @JsonProperty("renamed")
        public String name = "n";
        public String orderStatus;
        public Instant paidAt = TIME;
        @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = "yyyy", timezone = "UTC")
        public Date year = Date.from(TIME);
        public double weight = 1e10;
        public double[] weights = { 1e-7, 2 };
    }

    /** The settings of an application, none of which the platform's JSON may show. */
    private static JsonMapper applications() {
        return JsonMapper.builder().findAndAddModules().defaultPropertyInclusion(
                JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                .enable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRAP_ROOT_VALUE)
                .defaultTimeZone(TimeZone.getTimeZone(STOCKHOLM))
                .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE).build();
    }

    static Stream<ObjectMapper> mappers() {
        return Stream.of(JsonMapper.builder().findAndAddModules().build(), new ObjectMapper(), applications());
    }

    private static String written(ObjectMapper mapper, Object value) throws Exception {
        return new String(new ContractJson(mapper).write(value), StandardCharsets.UTF_8);
    }

    private Exchange send(Object body, Map<String, Object> headers) {
        return template.request("tenantapi:webshop/order?operation=create", exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
        });
    }

    private String sent(Object body, Map<String, Object> headers) {
        platform().clearRequests();
        assertThat(send(body, headers).getException()).isNull();
        return platform().requests().get(0).bodyText();
    }

    @ParameterizedTest
    @MethodSource("mappers")
    @DisplayName("lesson 47: times leave in UTC and whole seconds, whatever the mapper is set to (klarna/kco_rest_java#27)")
    void timesAreInUtcAndWholeSeconds(ObjectMapper mapper) throws Exception {
        GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone(STOCKHOLM));
        calendar.setTimeInMillis(TIME.toEpochMilli());
        for (Object time : List.of(TIME, Date.from(TIME), Timestamp.from(TIME), calendar, TIME.atZone(STOCKHOLM),
                OffsetDateTime.ofInstant(TIME, STOCKHOLM),
                javax.xml.datatype.DatatypeFactory.newInstance().newXMLGregorianCalendar(calendar))) {
            assertThat(written(mapper, Map.of("t", time))).as(time.getClass().getName())
                    .isEqualTo("{\"t\":\"2026-11-01T12:00:00Z\"}");
        }
        for (Object date : List.of(LocalDate.of(2026, 11, 1), java.sql.Date.valueOf("2026-11-01"))) {
            assertThat(written(mapper, List.of(date))).isEqualTo("[\"2026-11-01\"]");
        }
        assertThatThrownBy(() -> written(mapper, Map.of("t", LocalDateTime.of(2026, 11, 1, 12, 0))))
                .hasMessageContaining("no time zone");
    }

    @ParameterizedTest
    @MethodSource("mappers")
    @DisplayName("lesson 47: numbers leave digit by digit, without an exponent")
    void numbersHaveNoExponent(ObjectMapper mapper) throws Exception {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("a", new BigDecimal("0E-10"));
        numbers.put("b", new BigDecimal("1E+3"));
        numbers.put("c", 1e10);
        numbers.put("d", 1.5e-7f);
        numbers.put("e", new double[] { 1e20 });
        numbers.put("f", DecimalNode.valueOf(new BigDecimal("1E+3")));
        numbers.put("g", DoubleNode.valueOf(1e10));
        numbers.put("h", new BigDecimal("1.50"));
        assertThat(written(mapper, numbers)).isEqualTo(
                "{\"a\":0.0000000000,\"b\":1000,\"c\":10000000000,\"d\":0.00000015,\"e\":[100000000000000000000],\"f\":1000,"
                                                       + "\"g\":10000000000,\"h\":1.50}");
        for (Object none : List.of(Double.NaN, Float.NEGATIVE_INFINITY, DoubleNode.valueOf(Double.NaN),
                new double[] { Double.POSITIVE_INFINITY }, new BigDecimal("1E+1000000000"))) {
            assertThatThrownBy(() -> written(mapper, Map.of("a", none))).hasMessageContaining("sent");
        }
    }

    @ParameterizedTest
    @MethodSource("mappers")
    @DisplayName("lesson 47: a null clears a field, so it is sent (jackson-databind#140)")
    void nullsAreKept(ObjectMapper mapper) throws Exception {
        assertThat(written(mapper, Collections.singletonMap("title", null))).isEqualTo("{\"title\":null}");
        assertThat(written(mapper, new Order())).containsIgnoringCase("\"orderStatus\":null");
    }

    @Test
    void whatTheApplicationSaysOfItsOwnClassIsKept() throws Exception {
        assertThat(written(applications(), new Order())).contains("\"renamed\":\"n\"", "\"RemoteId\":\"o-1\"",
                "\"PaidAt\":\"2026-11-01T12:00:00Z\"", "\"Year\":\"2026\"", "\"Weight\":10000000000",
                "\"Weights\":[0.0000001,2.0]");
    }

    @Test
    void theMapperOfTheApplicationIsLeftAsItIs() throws Exception {
        ObjectMapper mapper = applications();
        String before = mapper.writeValueAsString(new Order());
        written(mapper, new Order());
        assertThat(mapper.writeValueAsString(new Order())).isEqualTo(before);
    }

    @Test
    void aRouteSendsThemSo() {
        assertThat(sent(Map.of("paidAt", TIME), Map.of())).isEqualTo("{\"paidAt\":\"2026-11-01T12:00:00Z\"}");
        assertThat(send(Map.of("weight", Double.NaN), Map.of()).getException()).isInstanceOf(InvalidRecordException.class)
                .hasMessageContainingAll("NaN", "/weight");
        Exchange nested = send(Map.of("items", List.of(Map.of("price", 1), Map.of("pri/ce", LocalDateTime.MIN))), Map.of());
        assertThat(nested.getException()).isInstanceOf(InvalidRecordException.class)
                .hasMessageContainingAll("/items/1/pri~1ce", "no time zone");
        JsonNode tree = new ObjectMapper().valueToTree(Map.of("items", List.of(1, Map.of("price", Double.NaN))));
        assertThat(send(Map.of("sizes", new double[] { 1, Double.NaN }), Map.of()).getException())
                .hasMessageContainingAll("NaN", "/sizes/1: ");
        assertThat(send(tree, Map.of()).getException()).hasMessageContainingAll("NaN", "/items/1/price: ");
        assertThat(send(Map.of("tree", tree), Map.of()).getException()).hasMessageContainingAll("NaN", "/tree/items/1/price: ");
        assertThat(send(List.of(Map.of("remoteId", "a"), tree), Map.of()).getException())
                .hasMessageContainingAll("NaN", "/items/1/price: ");
        assertThat(context.getTypeConverter().convertTo(TenantRecord.class, Map.of("t", TIME)).json())
                .isEqualTo("{\"t\":\"2026-11-01T12:00:00Z\"}");
    }

    @Test
    @DisplayName("lesson 46: trees of other libraries are JSON (spring-boot#47789)")
    void treesOfOtherLibrariesAreJson() {
        assertThat(sent(new tools.jackson.databind.JsonNode("{\"orderStatus\":null}"), Map.of()))
                .isEqualTo("{\"orderStatus\":null}");
        assertThat(sent(new jakarta.json.JsonValue("{\"orderStatus\":\"new\"}"), Map.of()))
                .isEqualTo("{\"orderStatus\":\"new\"}");
        assertThat(sent(Map.of("row", new jakarta.json.JsonValue("{\"n\":\"1.50\"}")), Map.of()))
                .isEqualTo("{\"row\":{\"n\":\"1.50\"}}");
        assertThat(sent(Map.of("rows", new tools.jackson.databind.JsonNode("[{\"n\":null}]")), Map.of()))
                .isEqualTo("{\"rows\":[{\"n\":null}]}");
        Exchange batch = send(new tools.jackson.databind.JsonNode("[{\"remoteOrderNo\":\"1\"},{\"remoteOrderNo\":\"2\"}]"),
                Map.of());
        assertThat(batch.getMessage().getBody(Object[].class)).hasSize(2);
        Exchange list = send(List.of(new tools.jackson.databind.JsonNode("{\"remoteOrderNo\":\"3\"}")), Map.of());
        assertThat(list.getMessage().getBody(Object[].class)).hasSize(1);
        assertThat(tenant().records("order")).hasSize(7)
                .allSatisfy(record -> assertThat(record.field("garbage").isMissingNode()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = { "ISO-8859-1", "UTF-16LE", "windows-1252" })
    void aFileIsReadInTheCharsetOfTheExchange(String charset, @TempDir Path folder) throws Exception {
        String json = "{\"name\":\"Åsa é\"}";
        File file = Files.write(folder.resolve("order.json"), json.getBytes(charset)).toFile();
        for (Object body : List.of(file, file.toPath())) {
            assertThat(sent(body, Map.of(Exchange.CHARSET_NAME, charset))).isEqualTo(json);
            assertThat(sent(body, Map.of(Exchange.CONTENT_TYPE, "application/json; charset=" + charset))).isEqualTo(json);
        }
        // these are characters already
        for (Object body : List.of(json, new StringBuilder(json), new StringReader(json))) {
            assertThat(sent(body, Map.of(Exchange.CHARSET_NAME, charset))).isEqualTo(json);
        }
    }

    @Test
    void whatTheFileIsNotEncodedInIsRefused(@TempDir Path folder) throws Exception {
        File file = Files.write(folder.resolve("order.json"), "{\"name\":\"Åsa\"}".getBytes("ISO-8859-1")).toFile();
        for (String charset : List.of("US-ASCII", "UTF-8", "no-such-charset")) {
            assertThat(send(file, Map.of(Exchange.CHARSET_NAME, charset)).getException())
                    .isInstanceOf(InvalidRecordException.class);
        }
        assertThat(platform().requests()).isEmpty();
    }

    @Test
    void halfASurrogatePairIsRefusedWhateverItComesIn() {
        String half = "{\"name\":\"a\ud83d\"}";
        Map<String, Object> map = new HashMap<>(Map.of("name", "a\ud83d"));
        for (Object body : Arrays.asList(half, new StringBuilder(half), new StringReader(half), map)) {
            assertThat(send(body, Map.of()).getException()).as(body.getClass().getName())
                    .isInstanceOf(InvalidRecordException.class);
        }
        assertThat(platform().requests()).isEmpty();
        assertThat(sent(new StringReader("{\"name\":\"" + "\ud83d\ude00".repeat(20_000) + "\"}"), Map.of()))
                .contains("\ud83d\ude00\ud83d\ude00");
    }

    /** Never ends. */
    private static final class Endless extends InputStream {
        private final byte[] begin;
        private long at;

        private Endless(String begin) {
            this.begin = begin.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int read() {
            return at < begin.length ? begin[(int) at++] : 'x';
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"a\":\"", "{\n\"a\":\"", "[{\"a\":\"" })
    void aRecordWithoutAnEndIsRefusedBeforeItFillsTheMemory(String begin) {
        context.getStreamCachingStrategy().setEnabled(false);
        assertThat(send(new Endless(begin), Map.of()).getException()).isNotNull()
                .hasMessageContaining("no record is so large");
    }

    /** A class of an application whose getter fails as Java itself does. */
    public static final class Bottomless {

        public String getTitle() {
            return getTitle() + ".";
        }
    }

    @Test
    void anErrorWhileARecordIsWrittenIsThatRecordsFailureAlone() {
        List<Object> bodies = List.of(Map.of("remoteId", "a"), new Bottomless(), Map.of("remoteId", "c"));

        Exception failure = send(bodies, Map.of()).getException();
        assertThat(failure).isInstanceOf(BatchImportException.class);
        assertThat(((BatchImportException) failure).getOutcomes()).extracting(ImportOutcome::status)
                .containsExactly(ImportOutcome.Status.CREATED, ImportOutcome.Status.REJECTED, ImportOutcome.Status.CREATED);
        assertThat(send(new Bottomless(), Map.of()).getException()).isInstanceOf(InvalidRecordException.class)
                .hasMessageContaining("StackOverflowError");
    }

    @Test
    void aRecordMayHaveMoreFieldsThanTheClass() throws Exception {
        ObjectMapper strict = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
        String json = "{\"href\":\"/api/order/1\",\"localId\":\"1\",\"remoteId\":\"o-2\",\"new\":{\"a\":[1]}}";
        TenantRecord order = TenantRecord.of(json.getBytes(StandardCharsets.UTF_8), strict);
        assertThat(order.as(Order.class).remoteId).isEqualTo("o-2");
        assertThat(TenantRecord.of(json).as(Order.class).remoteId).isEqualTo("o-2");
        assertThat(order.as(JsonNode.class).path("localId").asText()).isEqualTo("1");
    }
}

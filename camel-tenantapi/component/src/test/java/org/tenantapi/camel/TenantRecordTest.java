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

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.TypeConverter;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TenantRecordTest {

    private static final String JSON = """
            {"href":"/api/order/0c2b","localId":"0c2b", "remoteId":"web-7","created":"2026-11-01T08:26:00Z",
             "lastModified":"2026-11-01T09:00:00Z","nested":{"localId":"not this one"},"note":null,"unknown":[1,2.50,{"a":"å"}],
             "big":123456789012345678901234567890,"exact":0.10000000000000000001,"exponent":1.0E+2}""";

    private final TenantRecord order = TenantRecord.of(JSON);

    /** What a user's own class looks like. */
    public static class Order {
        public String localId;
        public String remoteId;
    }

    @Test
    void itsVersionIdChangesWithItsContent() {
        String version = ",\"localId\":\"1\",\"lastModified\":\"2026-11-01T12:00:00Z\"}";
        String one = TenantRecord.of("{\"a\":1" + version).versionId();
        assertThat(one).startsWith("1/2026-11-01T12:00:00Z/").isEqualTo(TenantRecord.of("{ \"a\": 1" + version).versionId())
                .isNotEqualTo(TenantRecord.of("{\"a\":2" + version).versionId());
        assertThatThrownBy(() -> TenantRecord.of("{\"a\":1}").versionId()).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no localId");
    }

    @Test
    void knowsItsEnvelope() {
        assertThat(order.localId()).isEqualTo("0c2b");
        assertThat(order.remoteId()).isEqualTo("web-7");
        assertThat(order.href()).isEqualTo("/api/order/0c2b");
        assertThat(order.created()).isEqualTo(Instant.parse("2026-11-01T08:26:00Z"));
        assertThat(order.lastModified()).isEqualTo(Instant.parse("2026-11-01T09:00:00Z"));
    }

    @Test
    void aPartThatIsMissingIsNull() {
        TenantRecord bare = TenantRecord.of("{\"created\":null}");
        assertThat(bare.localId()).isNull();
        assertThat(bare.created()).isNull();
    }

    @Test
    void staysAsItCameByteForByte() {
        assertThat(order.json()).isEqualTo(JSON);
        assertThat(order.bytes()).isEqualTo(JSON.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("lesson 30: digits survive, as tree, as map, and written again by Jackson")
    void digitsSurvive() throws Exception {
        assertThat(order.map()).containsEntry("big", new BigInteger("123456789012345678901234567890"))
                .containsEntry("exact", new BigDecimal("0.10000000000000000001"));
        assertThat(((List<?>) order.map().get("unknown")).get(1)).isEqualTo(new BigDecimal("2.50"));
        assertThat(order.node().get("unknown").get(1).decimalValue()).isEqualTo(new BigDecimal("2.50"));
        String written = new ObjectMapper().writeValueAsString(Map.of("order", order));
        assertThat(written).contains("0.10000000000000000001", "2.50", "123456789012345678901234567890", "\"note\":null");
    }

    @Test
    @DisplayName("lesson 31: null and absent stay different, and unknown fields survive")
    void nullAndAbsentStayDifferent() {
        assertThat(order.map()).containsEntry("note", null).doesNotContainKey("absent").containsKey("unknown");
        assertThat(order.node().has("note")).isTrue();
        assertThat(order.node().get("note").isNull()).isTrue();
        assertThat(order.node().has("absent")).isFalse();
    }

    @Test
    void becomesAnObjectOfTheUser() {
        TenantRecord small = TenantRecord.of("{\"localId\":\"a\",\"remoteId\":\"b\"}");
        assertThat(small.as(Order.class).remoteId).isEqualTo("b");
        assertThatThrownBy(() -> small.as(Integer.class)).hasMessageContaining("localId=a");
    }

    @Test
    void isWrittenByJacksonAsItsOwnJson() {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode tree = mapper.valueToTree(Map.of("order", order));
        assertThat(tree.at("/order/nested/localId").asText()).isEqualTo("not this one");
        assertThat(mapper.convertValue(TenantRecord.of("{\"localId\":\"a\",\"remoteId\":\"b\"}"), Order.class).localId)
                .isEqualTo("a");
    }

    @Test
    void cannotBeChangedThroughItsCopies() {
        order.bytes()[0] = 'x';
        ((ObjectNode) order.node()).put("localId", "changed");
        byte[] given = "{\"localId\":\"a\"}".getBytes(StandardCharsets.UTF_8);
        TenantRecord copy = TenantRecord.of(given);
        given[12] = 'z';
        assertThat(order.json()).isEqualTo(JSON);
        assertThat(copy.json()).isEqualTo("{\"localId\":\"a\"}");
    }

    @Test
    void showsNoContentInLogs() {
        assertThat(order.toString()).contains("0c2b", "web-7").doesNotContain("unknown");
    }

    @Test
    void whatIsNoRecordIsRefused() {
        for (String wrong : List.of("", "[]", "{", "{}{}", "null", "\"x\"", "hello", "{\"a\":}")) {
            assertThatThrownBy(() -> TenantRecord.of(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("A record is one JSON object");
        }
    }

    @Test
    void isConvertedBothWays() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            TypeConverter converter = context.getTypeConverter();
            assertThat(converter.mandatoryConvertTo(String.class, order)).isEqualTo(JSON);
            assertThat(converter.mandatoryConvertTo(byte[].class, order)).isEqualTo(order.bytes());
            assertThat(converter.mandatoryConvertTo(InputStream.class, order).readAllBytes()).isEqualTo(order.bytes());
            assertThat(converter.mandatoryConvertTo(Reader.class, order).read()).isEqualTo('{');
            assertThat(converter.mandatoryConvertTo(JsonNode.class, order).get("localId").asText()).isEqualTo("0c2b");
            assertThat((Map<?, ?>) converter.mandatoryConvertTo(Map.class, order)).isEqualTo(order.map());

            assertThat(converter.mandatoryConvertTo(TenantRecord.class, JSON)).isEqualTo(order);
            assertThat(converter.mandatoryConvertTo(TenantRecord.class, order.bytes())).isEqualTo(order);
            assertThat(converter.mandatoryConvertTo(TenantRecord.class, converter.convertTo(InputStream.class, order)))
                    .isEqualTo(order);
            assertThat(converter.mandatoryConvertTo(TenantRecord.class, order.node()).map()).isEqualTo(order.map());
            assertThat(converter.mandatoryConvertTo(TenantRecord.class, order.map()).map()).isEqualTo(order.map());
        }
    }

    @Test
    void isUnmarshalledByCamelJackson() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new org.apache.camel.builder.RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").unmarshal().json(Order.class);
                }
            });
            context.start();
            Order result = context.createProducerTemplate().requestBody("direct:in",
                    TenantRecord.of("{\"localId\":\"a\",\"remoteId\":\"b\"}"), Order.class);
            assertThat(result.remoteId).isEqualTo("b");
        }
    }
}

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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The records that {@code operation=list} answers with, where a route wants them as text or bytes.
 */
class ListAsTextTest extends RouteTest {

    private final List<Object> seen = new CopyOnWriteArrayList<>();

    private void list(Class<?> type) throws Exception {
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:list").to("tenantapi:webshop/order?operation=list").process(
                        exchange -> seen.add(exchange.getMessage().getMandatoryBody(type)));
            }
        });
    }

    @Test
    void itIsAnArrayWithinItsRoute() throws Exception {
        List<String> orders = List.of(order("new"), order("päid"), order("sent"));
        list(String.class);
        template.sendBody("direct:list", null);
        JsonNode array = new ObjectMapper().readTree((String) seen.get(0));
        assertThat(array.findValuesAsText("localId")).containsExactlyInAnyOrderElementsOf(orders);
        assertThat(array.findValuesAsText("orderStatus")).containsExactlyInAnyOrder("new", "päid", "sent");
    }

    @Test
    void anEmptyOneIsAnEmptyArray() throws Exception {
        list(byte[].class);
        template.sendBody("direct:list", null);
        assertThat((byte[]) seen.get(0)).asString().isEqualTo("[]");
    }

    @Test
    void itIsAnArrayForATemplateThatAsksForText() throws Exception {
        String order = order("new");
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:list").to("tenantapi:webshop/order?operation=list");
            }
        });
        assertThat(template.requestBody("direct:list", null, String.class)).startsWith("[{").contains(order).endsWith("}]");
    }

    @Test
    void aLogOfItSaysWhatItIs() throws Exception {
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:list").to("tenantapi:webshop/order?operation=list").process(
                        exchange -> seen.add(exchange.getMessage().getBody().toString()));
            }
        });
        template.sendBody("direct:list", null);
        assertThat(seen).containsExactly("a list of records that are read one after another");
    }
}

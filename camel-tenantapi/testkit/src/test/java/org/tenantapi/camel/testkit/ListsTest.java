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

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tenantapi.camel.testkit.HttpConnection.json;

class ListsTest {

    @RegisterExtension
    final TenantApiSimulatorExtension platform = new TenantApiSimulatorExtension();

    private SimulatedTenant acme;
    private HttpConnection shop;

    @BeforeEach
    void aTenant() {
        shop = HttpConnection.of(platform.simulator());
        acme = platform.simulator().tenant("acme");
    }

    @Test
    void answersAnEmptyArrayWhenThereIsNothing() throws Exception {
        assertThat(shop.get("/order").body()).isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource({
            "2026-01-02T12:00:00Z, 3", "2026-01-02T12:00:01Z, 2", "2026-01-02T12:00:01.000Z, 2", "2026-01-02T12:00:01.001Z, 1",
            "2026-01-02T12:00:03Z, 0" })
    void listsWhatChangedAtOrAfter(String time, int expected) throws Exception {
        for (int second = 0; second < 3; second++) {
            platform.simulator().clock().set(Instant.parse("2026-01-02T12:00:00Z").plusSeconds(second));
            acme.put("order", "{}");
        }

        assertThat(json(shop.get("/order?modifiedAtOrAfter=" + time))).hasSize(expected);
        assertThat(json(shop.get("/order"))).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "yesterday", "2026-01-02", "2026-01-02T12:00:00", "2026-01-02T12:00:00%2B01:00", "2026-02-30T12:00:00Z", "" })
    void refusesATimeThatIsNone(String time) throws Exception {
        platform.allowContractViolations();

        assertThat(shop.get("/order?modifiedAtOrAfter=" + time).statusCode()).isEqualTo(400);
    }

    @Test
    void listsTheOrdersOfANumber() throws Exception {
        acme.put("order", "{\"remoteOrderNo\":\"17\"}");
        acme.put("order", "{\"remoteOrderNo\":\"17\"}");
        acme.put("order", "{\"remoteOrderNo\":\"18\"}");

        assertThat(json(shop.get("/order?remoteOrderNo=17"))).hasSize(2);
    }

    @Test
    void listsRecordsByAnyTopLevelField() throws Exception {
        acme.put("order", "{\"orderStatus\":\"complete\",\"country\":\"Sweden\"}");
        acme.put("order", "{\"orderStatus\":\"complete\",\"country\":\"Norway\"}");
        acme.put("order", "{\"orderStatus\":\"processing\",\"country\":\"Sweden\"}");

        assertThat(json(shop.get("/order?orderStatus=complete&country=Sweden"))).hasSize(1);
        assertThat(json(shop.get("/order?nothing=complete"))).isEmpty();
    }

    @Test
    void showsEachListInAnotherOrderUnlessToldOtherwise() throws Exception {
        List<String> created = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            created.add(acme.put("order", "{}"));
        }

        List<String> once = listed();
        List<String> again = listed();
        assertThat(once).containsExactlyInAnyOrderElementsOf(created).isNotEqualTo(created);
        assertThat(again).containsExactlyInAnyOrderElementsOf(created).isNotEqualTo(created).isNotEqualTo(once);

        platform.simulator().shuffleAnswers(0);
        assertThat(listed()).isEqualTo(once);
        platform.simulator().shuffleAnswers(1);
        assertThat(listed()).isNotEqualTo(once);
        platform.simulator().keepCreationOrder();
        assertThat(listed()).isEqualTo(created);
    }

    private List<String> listed() throws Exception {
        List<String> localIds = new ArrayList<>();
        for (JsonNode record : json(shop.get("/order"))) {
            localIds.add(record.path("localId").asText());
        }
        return localIds;
    }
}

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
package org.tenantapi.camel.internal.export;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tenantapi.camel.export.FailurePolicy;
import org.tenantapi.camel.position.LogOfWarnings;
import org.tenantapi.camel.position.MemoryPositionStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server that makes some fields of a record anew for each answer: each poll delivers it again, and one warning says
 * why.
 */
class ChangingFieldsTest {

    private static final String ORDER = "{\"localId\":\"a\",\"lastModified\":\"" + FakeTenant.NOON
                                        + "\",\"urls\":{\"a/b\":\"signed-0\"},\"rows\":[{\"sku\":\"x\",\"at\":0}],\"tags\":[\"p\",\"q\"]}";

    private final FakeTenant tenant = new FakeTenant();
    private final List<String> delivered = new ArrayList<>();
    private final LogOfWarnings log = LogOfWarnings.of(ChangingFields.class);
    private final Export export = new Export(
            new ExportSettings(
                    "acme/1001/order", StartFrom.BEGINNING, "",
                    new ExportSettings.Window(Duration.ofMinutes(15), Duration.ZERO), new ExportSettings.Pace(1, 1, 0),
                    new ExportSettings.FailureHandling(FailurePolicy.retry, 3, Duration.ofMinutes(1), 1000), 4096),
            tenant, (versions, attempt, completed) -> {
                delivered.add(versions.get(0).localId());
                completed.accept(DeliveryResult.DELIVERED);
            }, version -> false, FailureReporter.NONE, new MemoryPositionStore(),
            Clock.fixed(FakeTenant.NOON, ZoneOffset.UTC));
    private int answers;

    @AfterEach
    void close() {
        export.close();
        log.close();
    }

    private void pollTimes(int polls) throws Exception {
        for (int n = 0; n < polls; n++) {
            export.poll(() -> true);
        }
    }

    /** How many answers there were is in what it shows. */
    private void showEachTime(UnaryOperator<String> change) {
        tenant.shownInList = json -> {
            answers++;
            return change.apply(json);
        };
    }

    @Test
    @DisplayName("the same lastModified with other content again and again is told once, with the JSON pointers that differ")
    void warnsOnceOfTheFieldsThatDiffer() throws Exception {
        tenant.putRaw("a", ORDER, FakeTenant.NOON, FakeTenant.NOON);
        tenant.putRaw("b", ORDER.replace("\"a\"", "\"b\""), FakeTenant.NOON, FakeTenant.NOON);
        showEachTime(json -> {
            String changed = json.replace("signed-0", "signed-" + answers).replace("\"at\":0", "\"at\":" + answers);
            return answers % 4 < 2 ? changed : changed.replace("[\"p\",\"q\"]", "[\"q\",\"p\"]");
        });
        pollTimes(6);
        assertThat(delivered).hasSize(12);
        assertThat(log.texts()).singleElement().asString().contains(
                "of acme/1001/order comes with another content each time", FakeTenant.NOON.toString(),
                "It differs at /rows/0/at, /tags, /urls/a~1b.", "ignoreFields");
    }

    @Test
    @DisplayName("a second change within the second of the first is not a changing field")
    void aSecondChangeWithinTheSecondWarnsOfNothing() throws Exception {
        tenant.put("a", "1", FakeTenant.NOON);
        pollTimes(2);
        tenant.put("a", "2", FakeTenant.NOON);
        pollTimes(2);
        assertThat(delivered).hasSize(2);
        assertThat(log.texts()).isEmpty();
    }

    @Test
    void aRecordThatIsModifiedEachTimeWarnsOfNothing() throws Exception {
        for (int n = 0; n < 5; n++) {
            tenant.put("a", Integer.toString(n), FakeTenant.NOON.plusSeconds(n));
            pollTimes(1);
        }
        assertThat(delivered).hasSize(5);
        assertThat(log.texts()).isEmpty();
    }
}

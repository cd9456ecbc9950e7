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

import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code skipOwnWrites} leaves out, and what it must not. The export is suspended while something is written: a
 * poll that lists a record before its import has the answer does not know whose it is.
 */
class OwnWritesTest extends RouteTest {

    private static final String[] NOTHING = {};

    private String localId;

    @BeforeEach
    void deliverAnOrder() throws Exception {
        localId = tenant().put("order",
                "{\"orderStatus\":\"new\",\"remoteIdMap\":{\"1001\":\"o-1\"},\"address\":{\"city\":\"Lund\"}}");
        export("tenantapi:webshop/order?delay=20&initialDelay=0&skipOwnWrites=true");
        awaitDelivered(1);
        delivered.clear();
        context.getRouteController().suspendRoute("export");
        tick();
    }

    private void tick() {
        platform().clock().advance(Duration.ofSeconds(1));
    }

    private void write(String options, String json) {
        String body = options.contains("operation=update") ? json.replace("{", "{\"localId\":\"" + localId + "\",") : json;
        template.sendBody("tenantapi:webshop/order" + options, body);
        tick();
    }

    private void changeElsewhere(String fields) {
        tenant().put("order", "{\"localId\":\"" + localId + "\"," + fields + "}");
        tick();
    }

    private void assertThatNextPollsDeliver(String... statuses) throws Exception {
        context.getRouteController().resumeRoute("export");
        awaitPolls();
        assertThat(delivered).extracting(order -> order.substring(order.indexOf(':') + 1)).containsExactly(statuses);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "?operation=update", "?upsertStrategy=updateOnRemoteId", "?skipUnchanged=true" })
    void whatAProducerHasWrittenIsSkipped(String options) throws Exception {
        write(options, "{\"remoteId\":\"o-1\",\"orderStatus\":\"ours\"}");
        write(options, "{\"remoteId\":\"o-1\",\"orderStatus\":\"ours again\",\"title\":\"a text\"}");
        assertThatNextPollsDeliver(NOTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "?operation=create", "?upsertStrategy=updateOnRemoteId" })
    void whatAProducerHasCreatedIsSkipped(String options) throws Exception {
        write(options, "{\"remoteId\":\"o-2\",\"orderStatus\":\"ours\"}");
        assertThatNextPollsDeliver(NOTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "?operation=update", "?upsertStrategy=updateOnRemoteId" })
    @DisplayName("a change of another system that was there when a producer wrote is delivered with what it wrote")
    void anotherSystemsChangeBeforeAWriteIsDelivered(String options) throws Exception {
        changeElsewhere("\"orderStatus\":\"theirs\"");
        write(options, "{\"remoteId\":\"o-1\",\"note\":\"ours\"}");
        write(options, "{\"remoteId\":\"o-1\",\"note\":\"ours again\"}");
        assertThatNextPollsDeliver("theirs");
    }

    @Test
    void aVersionThatNeededNoWriteIsAnotherSystems() throws Exception {
        changeElsewhere("\"orderStatus\":\"theirs\"");
        write("?skipUnchanged=true", "{\"remoteId\":\"o-1\",\"orderStatus\":\"theirs\"}");
        assertThatNextPollsDeliver("theirs");
    }

    @Test
    void anotherSystemsChangeAfterAWriteIsDelivered() throws Exception {
        write("", "{\"remoteId\":\"o-1\",\"note\":\"ours\"}");
        changeElsewhere("\"orderStatus\":\"theirs\"");
        assertThatNextPollsDeliver("theirs");
    }
}

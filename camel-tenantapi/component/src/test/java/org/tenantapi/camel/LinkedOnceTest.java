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
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tenantapi.camel.testkit.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a link makes of a record is not delivered, whether own writes are skipped or not: lesson 55, the list of what
 * was delivered sees a repeat.
 */
class LinkedOnceTest extends RouteTest {

    private static final String EXPORT = "tenantapi:webshop/order?delay=50&initialDelay=0&retryDelay=10&linkRemoteId=true";

    private final AtomicBoolean changesBeforeTheLink = new AtomicBoolean();

    private void link(String uri) throws Exception {
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("export").process(LinkedOnceTest.this::note).process(LinkedOnceTest.this::takeIn);
            }
        });
    }

    private void takeIn(Exchange exchange) {
        String localId = exchange.getMessage().getHeader(TenantApiConstants.LOCAL_ID, String.class);
        if (changesBeforeTheLink.getAndSet(false)) {
            change(localId, "changed by another system");
        }
        platform().clock().advance(Duration.ofSeconds(1));
        exchange.getMessage().setHeader(TenantApiConstants.REMOTE_ID, "erp-" + localId);
    }

    private static void awaitLinked(String localId) {
        await().until(() -> tenant().record("order", localId).remoteId("1001").isPresent());
    }

    private static long puts() {
        return platform().requests().stream().filter(request -> request.method().equals("PUT")).count();
    }

    @Test
    @DisplayName("a link moves lastModified, and each of 25 orders comes once all the same, also after a restart")
    void eachOrderComesOnce() throws Exception {
        for (int n = 0; n < 25; n++) {
            order("new");
        }
        link(EXPORT + "&maxInFlight=4");
        awaitDelivered(25);
        awaitPolls();
        restartRoute();
        awaitPolls();
        assertThat(delivered).hasSize(25).doesNotHaveDuplicates();
        assertThat(puts()).isEqualTo(25);
    }

    @Test
    void anOrderWithALinkOfAnotherConnectionComesOnce() throws Exception {
        String localId = tenant().put("order", "{\"orderStatus\":\"new\",\"remoteIdMap\":{\"1002\":\"pos-7\"}}");
        link(EXPORT);
        awaitLinked(localId);
        awaitPolls();
        assertThat(delivered).containsExactly(localId + ":new");
    }

    @Test
    void anAnswerThatShowsNothingIsLookedUpOnce() throws Exception {
        platform().on("PUT", "/order/*").answer(Fault.emptyBody().afterApplying());
        String localId = order("new");
        link(EXPORT);
        awaitLinked(localId);
        awaitPolls();
        assertThat(delivered).containsExactly(localId + ":new");
        assertThat(platform().requests()).filteredOn(request -> request.path().equals("/api/order/" + localId))
                .extracting(request -> request.method()).containsExactly("PUT", "GET");
    }

    @Test
    void anAnswerWithoutLastModifiedIsLookedUpOnce() throws Exception {
        String localId = order("new");
        platform().on("PUT", "/order/*")
                .answer(Fault.body("application/json", "{\"localId\":\"" + localId + "\"}").afterApplying());
        link(EXPORT);
        awaitLinked(localId);
        awaitPolls();
        assertThat(delivered).containsExactly(localId + ":new");
    }

    @Test
    void aChangeThatCameBetweenDeliveryAndLinkIsDelivered() throws Exception {
        changesBeforeTheLink.set(true);
        String localId = order("new");
        link(EXPORT);
        awaitDelivered(2);
        awaitPolls();
        assertThat(delivered).containsExactly(localId + ":new", localId + ":changed by another system");
    }

    @Test
    void aLinkThatSucceedsLaterDeliversNothingAgain() throws Exception {
        platform().on("PUT", "/order/*").times(2).answer(Fault.status(500));
        String localId = order("new");
        link(EXPORT);
        awaitLinked(localId);
        awaitPolls();
        assertThat(delivered).containsExactly(localId + ":new");
    }

    @Test
    @DisplayName("a link whose answer was lost is found set when it is tried again, and is not made twice")
    void aLinkWhoseAnswerWasLostIsFound() throws Exception {
        platform().on("PUT", "/order/*").times(1).answer(Fault.status(500).afterApplying());
        String localId = order("new");
        link(EXPORT);
        awaitLinked(localId);
        awaitPolls();
        assertThat(failed()).isZero();
        assertThat(delivered).containsExactly(localId + ":new");
        assertThat(puts()).isEqualTo(1);
    }

    @Test
    void aChangeThatCameBeforeALaterLinkIsDelivered() throws Exception {
        platform().on("PUT", "/order/*").times(1).answer(Fault.status(500));
        changesBeforeTheLink.set(true);
        String localId = order("new");
        link(EXPORT);
        awaitDelivered(2);
        awaitPolls();
        assertThat(delivered).containsExactly(localId + ":new", localId + ":changed by another system");
    }

    private long failed() {
        return ((TenantApiConsumer) context.getRoute("export").getConsumer()).failedRecords().size();
    }
}

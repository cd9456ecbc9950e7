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
import java.util.function.Predicate;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tenantapi.camel.position.MemoryPositionStore;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.Position;
import org.tenantapi.camel.position.PositionChange;
import org.tenantapi.camel.position.PositionException;
import org.tenantapi.camel.position.PositionStore;
import org.tenantapi.camel.testkit.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The process is killed around the link that follows a delivery: what was not committed by then is not known after it.
 */
@DisplayName("lesson 54: a link survives a kill")
class LinkAfterAKillTest extends RouteTest {

    private final MortalStore store = new MortalStore();
    private final AtomicBoolean killedInTheRoute = new AtomicBoolean();

    /** Keeps nothing of what is committed after the kill. */
    private static final class MortalStore implements PositionStore {

        private final PositionStore kept = new MemoryPositionStore();
        private volatile boolean killed;
        private volatile boolean isMissed;
        private volatile Predicate<Position> killAfter = position -> false;

        @Override
        public OwnedPosition open(String key) {
            OwnedPosition owned = kept.open(key);
            return new OwnedPosition() {
                @Override
                public Position position() {
                    return owned.position();
                }

                @Override
                public long epoch() {
                    return owned.epoch();
                }

                @Override
                public void commit(PositionChange change) {
                    // one that changes nothing only asks whether the position has a newer owner
                    if (killed && !change.equals(PositionChange.builder().build())) {
                        isMissed = true;
                        throw new PositionException("The process was killed before this commit");
                    }
                    owned.commit(change);
                    killed = killAfter.test(owned.position());
                }

                @Override
                public void close() {
                    owned.close();
                }
            };
        }

        void revive() {
            killAfter = position -> false;
            killed = false;
        }
    }

    @BeforeEach
    void export() throws Exception {
        context.getComponent("tenantapi", TenantApiComponent.class).setPositionStore(store);
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("tenantapi:webshop/order?delay=50&initialDelay=0&retryDelay=10&linkRemoteId=true").routeId("export")
                        .process(LinkAfterAKillTest.this::note).process(LinkAfterAKillTest.this::takeIn);
            }
        });
        awaitPolls();
    }

    private void takeIn(Exchange exchange) {
        store.killed |= killedInTheRoute.getAndSet(false);
        platform().clock().advance(Duration.ofSeconds(1));
        exchange.getMessage().setHeader(TenantApiConstants.REMOTE_ID,
                "erp-" + exchange.getMessage().getHeader(TenantApiConstants.LOCAL_ID));
    }

    private void startAnew() throws Exception {
        context.getRouteController().stopRoute("export");
        platform().clearFaults();
        store.revive();
        context.getRouteController().startRoute("export");
    }

    /** And that nothing comes any more, after one more restart either. */
    private void assertLinkedHavingComeOnly(String localId, String... versions) throws Exception {
        await().untilAsserted(
                () -> assertThat(tenant().record("order", localId).remoteId("1001")).contains("erp-" + localId));
        awaitPolls();
        restartRoute();
        awaitPolls();
        assertThat(delivered).containsExactly(versions);
    }

    private static long puts() {
        return platform().requests().stream().filter(request -> request.method().equals("PUT")).count();
    }

    @Test
    @DisplayName("killed between the end of the route and the link: the record comes again and is linked then")
    void killedBeforeTheLink() throws Exception {
        platform().on("PUT", "/order/*").always().answer(Fault.status(500));
        killedInTheRoute.set(true);
        String localId = order("new");
        await().until(() -> store.isMissed);
        startAnew();
        assertLinkedHavingComeOnly(localId, localId + ":new", localId + ":new");
    }

    @Test
    @DisplayName("killed between the link and its commit: the record comes once more, linked, and is not linked again")
    void killedBetweenTheLinkAndItsCommit() throws Exception {
        killedInTheRoute.set(true);
        String localId = order("new");
        await().until(() -> store.isMissed);
        startAnew();
        assertLinkedHavingComeOnly(localId, localId + ":new", localId + ":new");
        assertThat(puts()).isEqualTo(1);
    }

    @Test
    @DisplayName("killed while a link that failed waits for its next attempt: it is linked without coming again")
    void killedAfterALinkThatFailed() throws Exception {
        platform().on("PUT", "/order/*").always().answer(Fault.status(500));
        store.killAfter = position -> !position.failed().isEmpty();
        String localId = order("new");
        await().until(() -> store.isMissed);
        startAnew();
        assertLinkedHavingComeOnly(localId, localId + ":new");
    }

    @Test
    @DisplayName("killed between a link that succeeds later and its commit: it is found set, and nothing comes again")
    void killedBetweenALaterLinkAndItsCommit() throws Exception {
        platform().on("PUT", "/order/*").times(1).answer(Fault.status(500));
        store.killAfter = position -> !position.failed().isEmpty();
        String localId = order("new");
        await().until(() -> store.isMissed && puts() == 2);
        startAnew();
        assertLinkedHavingComeOnly(localId, localId + ":new");
        assertThat(puts()).isEqualTo(2);
    }
}

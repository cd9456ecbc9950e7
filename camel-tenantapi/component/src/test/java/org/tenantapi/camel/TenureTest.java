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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tenantapi.camel.position.FilePositionStore;
import org.tenantapi.camel.position.MemoryPositionStore;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.Position;
import org.tenantapi.camel.position.PositionChange;
import org.tenantapi.camel.position.PositionException;
import org.tenantapi.camel.position.PositionFencedException;
import org.tenantapi.camel.position.PositionOwner;
import org.tenantapi.camel.position.PositionStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@DisplayName("lesson 53: of several owners in any order one exports, and one is there again when the others are gone")
class TenureTest extends RouteTest {

    private static final String FAST = "tenantapi:webshop/order?delay=20&initialDelay=0";
    private static final String KEY = "acme/1001/order";

    private final WatchedStore store = new WatchedStore();

    /** Notes the epochs that commit, and lets another node do something while one opens. */
    private static final class WatchedStore implements PositionStore {

        private final MemoryPositionStore memory = new MemoryPositionStore();
        private final ConcurrentLinkedQueue<Consumer<PositionStore>> duringOpen = new ConcurrentLinkedQueue<>();
        private final List<Long> committed = Collections.synchronizedList(new ArrayList<>());

        @Override
        public OwnedPosition open(String key) {
            OwnedPosition owned = watched(memory.open(key));
            Consumer<PositionStore> meanwhile = duringOpen.poll();
            if (meanwhile != null) {
                meanwhile.accept(this);
            }
            return owned;
        }

        @Override
        public PositionOwner owner(String key) {
            return memory.owner(key);
        }

        @Override
        public Position read(String key) {
            return memory.read(key);
        }

        private OwnedPosition watched(OwnedPosition owned) {
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
                    owned.commit(change);
                    committed.add(owned.epoch());
                }

                @Override
                public void close() {
                    owned.close();
                }
            };
        }
    }

    @BeforeEach
    void checkConsumers() {
        platform().clock().followSystem();
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        registry.register(registry.resolveById("consumers"));
        use(store);
    }

    @AfterEach
    void noFormerOwnerHasCommitted() {
        assertThat(new ArrayList<>(store.committed)).isSorted();
    }

    private void use(PositionStore other) {
        context.getComponent("tenantapi", TenantApiComponent.class).setPositionStore(other);
    }

    private HealthCheck.Result health() {
        return HealthCheckHelper.invokeReadiness(context).stream().filter(r -> r.getDetails().containsKey("plug")).findFirst()
                .orElseThrow();
    }

    private void awaitUp() {
        await().until(() -> health().getState() == HealthCheck.State.UP);
    }

    private void awaitDown(String reason) {
        await().until(() -> health().getState() == HealthCheck.State.DOWN && health().getMessage().orElse("").contains(reason));
    }

    private void awaitFenced() {
        await().until(() -> "FENCED".equals(health().getDetails().get("state")));
    }

    private static void move(OwnedPosition owned) {
        owned.commit(PositionChange.builder().build());
    }

    private void exportOne() throws Exception {
        order("new");
        export(FAST);
        awaitDelivered(1);
        awaitUp();
    }

    @Test
    void itOpensANewEpochWithThePositionThatTheOtherOneLeft() throws Exception {
        platform().clock().set(NOON).freeze();
        order("new");
        export(FAST + "&overlap=0");
        awaitDelivered(1);
        OwnedPosition other = store.open(KEY);
        String ofTheOther = order("new");
        awaitFenced();
        assertThat(health().getMessage().orElse("")).contains("since " + health().getDetails().get("fencedSince"),
                "takes the position back", "5m");
        // as the other one does when it has delivered all
        other.commit(PositionChange.builder().mark(NOON.plusSeconds(60)).horizon(NOON.plusSeconds(60)).build());
        platform().clock().set(NOON.plusSeconds(120)).freeze();
        other.close();
        order("last");
        awaitDelivered(2);
        assertThat(delivered).noneMatch(text -> text.startsWith(ofTheOther)).anyMatch(text -> text.endsWith(":last"));
        assertThat(store.owner(KEY).epoch()).isEqualTo(other.epoch() + 1);
        assertThat(health().getDetails()).doesNotContainKeys("fencedSince", "failingSince");
    }

    @Test
    void openInTheWrongOrderTheLastOneExportsUntilItIsReleased() throws Exception {
        OwnedPosition first = store.open(KEY);
        exportOne();
        assertThatThrownBy(() -> move(first)).isInstanceOf(PositionFencedException.class);
        OwnedPosition again = store.open(KEY);
        order("new");
        awaitFenced();
        first.close();
        // of an epoch that is gone: nothing has been released
        assertThat(store.owner(KEY).released()).isFalse();
        move(again);
        again.close();
        awaitDelivered(2);
        awaitUp();
        assertThat(delivered).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void oneThatStoodStillWhileItOpenedYieldsToTheOneThatCameAfterIt() throws Exception {
        order("new");
        List<OwnedPosition> others = new ArrayList<>();
        store.duringOpen.add(shared -> {
            others.add(shared.open(KEY));
            move(others.get(0));
        });
        export(FAST);
        awaitFenced();
        assertThat(delivered).isEmpty();
        move(others.get(0));
        others.get(0).close();
        awaitDelivered(1);
        awaitUp();
    }

    @Test
    @DisplayName("also when it is fenced before its open is through, as that commits: it does not open again at once")
    void oneThatIsFencedWithinItsOpenYieldsToo() throws Exception {
        try (OwnedPosition earlier = store.open(KEY)) {
            // without a server, so that the next open notes it
            earlier.commit(PositionChange.builder().startFrom(NOON).filter("").build());
        }
        order("new");
        List<OwnedPosition> others = new ArrayList<>();
        store.duringOpen.add(shared -> others.add(shared.open(KEY)));
        export(FAST);
        awaitFenced();
        assertThat(store.owner(KEY).epoch()).isEqualTo(others.get(0).epoch());
        move(others.get(0));
        assertThat(delivered).isEmpty();
        others.get(0).close();
        awaitDelivered(1);
        awaitUp();
    }

    @Test
    void whenBothHaveReleasedItTheNextStartExports() throws Exception {
        exportOne();
        OwnedPosition other = store.open(KEY);
        order("new");
        awaitFenced();
        context.getRouteController().stopRoute("export");
        assertThat(store.owner(KEY).released()).as("a fenced one has nothing to release").isFalse();
        move(other);
        other.close();
        assertThat(store.owner(KEY).released()).isTrue();
        context.getRouteController().startRoute("export");
        awaitDelivered(2);
        awaitUp();
        context.getRouteController().stopRoute("export");
        assertThat(store.owner(KEY).released()).isTrue();
        assertThat(delivered).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void whenNeitherReleasesItAndTheOwnerMovesItStaysFenced() throws Exception {
        exportOne();
        OwnedPosition other = store.open(KEY);
        order("new");
        awaitFenced();
        move(other);
        long polls = health().getDetails().get("failure.error.count") instanceof Long count ? count : 0;
        await().until(() -> health().getDetails().get("failure.error.count") instanceof Long count && count > polls + 3);
        move(other);
        assertThat(delivered).hasSize(1);
        assertThat(store.owner(KEY).epoch()).isEqualTo(other.epoch());
    }

    @Test
    void aStoreThatIsDownAtTheStartIsOpenedWhenItIsBack() throws Exception {
        AtomicBoolean down = new AtomicBoolean(true);
        use(key -> {
            if (down.get()) {
                throw new PositionException("the database is down");
            }
            return store.open(key);
        });
        order("new");
        export(FAST);
        awaitDown("It could not be started: the database is down");
        Object since = health().getDetails().get("failingSince");
        awaitDown("the database is down");
        assertThat(health().getDetails()).containsEntry("failingSince", since);
        down.set(false);
        awaitDelivered(1);
        awaitUp();
    }

    @Test
    void aRouteThatIsStoppedBeforeItsStoreIsBackStaysStopped() throws Exception {
        use(key -> {
            throw new PositionException("the database is down");
        });
        export(FAST);
        awaitDown("the database is down");
        TenantApiConsumer consumer = (TenantApiConsumer) context.getRoute("export").getConsumer();
        context.getRouteController().stopRoute("export");
        assertThat(consumer.getHealthCheck().call().getState()).isEqualTo(HealthCheck.State.UP);
        use(store);
        context.getRouteController().startRoute("export");
        awaitUp();
    }

    @Test
    void aPositionFileThatSomebodyElseHasIsOpenedWhenItIsFree() throws Exception {
        FilePositionStore files = new FilePositionStore(stateDirectory);
        use(files);
        order("new");
        try (OwnedPosition other = files.open(KEY)) {
            export(FAST);
            awaitDown("in use by");
            move(other);
            assertThat(delivered).isEmpty();
        }
        awaitDelivered(1);
        awaitUp();
    }
}

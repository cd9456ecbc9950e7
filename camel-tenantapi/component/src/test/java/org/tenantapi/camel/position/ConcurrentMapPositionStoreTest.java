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
package org.tenantapi.camel.position;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConcurrentMapPositionStoreTest extends PositionStoreContract {

    private static final String KEY = "acme/1001/order";
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private final ConcurrentMap<String, String> map = new ConcurrentHashMap<>();

    @Override
    PositionStore store() {
        return new ConcurrentMapPositionStore(map);
    }

    @Test
    @DisplayName("lesson 7: a commit writes what changed, and now and then what makes later ones cheap")
    void aCommitCostsWhatChanged() {
        CountedMap counted = new CountedMap();
        int commits = 1000;
        try (OwnedPosition owned = new ConcurrentMapPositionStore(counted).open(KEY)) {
            owned.commit(versions(0, 100_000));
            List<Long> costs = new ArrayList<>();
            for (int n = 0; n < commits; n++) {
                counted.reset();
                owned.commit(versions(100_000 + 10 * n, 10));
                costs.add(counted.charsWritten());
            }
            costs.sort(null);
            assertThat(costs.get(commits / 2)).as("chars of the median commit").isLessThan(4 * 1024);
            assertThat(costs.stream().mapToLong(cost -> cost).sum() / commits).as("chars per commit").isLessThan(6 * 1024);
        }
        assertThat(counted).as("entries").hasSizeLessThan(50);
    }

    @Test
    void whatIsForgottenIsRemovedInTime() {
        try (OwnedPosition owned = store().open(KEY)) {
            for (int n = 0; n < 5_000; n++) {
                owned.commit(PositionChange.builder().startFrom(NOON).filter("").finished(version(n, NOON.plusSeconds(n)))
                        .keepFrom(NOON.plusSeconds(n - 100)).failed(PositionTest.failed("f" + n)).recovered("f" + (n - 3))
                        .build());
            }
            assertThat(owned.position().failed()).hasSize(3);
        }
        assertThat(map).hasSizeLessThan(60);
        assertThat(map.values().stream().mapToInt(String::length).sum()).as("chars for 101 versions and 3 failures")
                .isLessThan(50_000);
        assertThat(PositionContent.of(store(), KEY).finished()).hasSize(101);
    }

    @Test
    void theHeadIsForPeopleToRead() {
        store().open(KEY).commit(PositionChange.builder().startFrom(Instant.MIN).filter("a=b\nc").mark(NOON).build());
        assertThat(map.get("head " + KEY)).contains("epoch 1\n", "commits 1\n", "mark 2026-11-01T12:00:00Z\n");
    }

    @Test
    @DisplayName("lesson 19: an entry that the map has lost is an error that names it, never an empty start")
    void aLostChunkIsRefused() {
        store().open(KEY).commit(someChange());
        String lost = map.keySet().stream().filter(key -> key.startsWith("chunk")).findFirst().orElseThrow();
        map.remove(lost);
        assertThatThrownBy(() -> store().open(KEY)).isInstanceOf(PositionException.class).hasMessageContaining("damaged")
                .hasMessageContaining("\"" + lost + "\" is missing").hasMessageContaining("startFrom");
    }

    @Test
    @DisplayName("lesson 19: a head that the map has lost while chunks are left is damage, not an empty start")
    void aLostHeadIsRefused() {
        store().open(KEY).commit(someChange());
        store().open(KEY + "/other").close();
        map.remove("head " + KEY);
        assertThatThrownBy(() -> store().open(KEY)).isInstanceOf(PositionException.class)
                .hasMessageContaining("\"head " + KEY + "\" is missing").hasMessageContaining("startFrom");
        assertThatThrownBy(() -> store().read(KEY)).isInstanceOf(PositionException.class).hasMessageContaining("is missing");
        map.keySet().removeIf(entry -> entry.endsWith(" " + KEY));
        assertThat(store().open(KEY).position().isNew()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "epoch", "commits", "finished", "failed" })
    @DisplayName("lesson 19: a head without one of its lines is refused, and the line is named")
    void aHeadThatLacksALineIsRefused(String line) {
        store().open(KEY).commit(someChange());
        map.compute("head " + KEY, (key, head) -> head.replaceAll("(?m)^" + line + " .*\n", ""));
        assertThatThrownBy(() -> store().open(KEY)).isInstanceOf(PositionRefusedException.class)
                .hasMessageContaining("line \"" + line + "\" is missing");
    }

    @Test
    @DisplayName("lesson 19: an entry cut short or of something else is refused")
    void aDamagedEntryIsRefused() {
        store().open(KEY).commit(someChange());
        for (Map.Entry<String, String> entry : Map.copyOf(map).entrySet()) {
            for (String damaged : List.of("", "x", entry.getValue().substring(0, entry.getValue().length() / 3),
                    entry.getValue() + "AAAA", entry.getValue().replace("format 1", "format 2").replace('A', '%'))) {
                map.put(entry.getKey(), damaged);
                assertThatThrownBy(() -> store().open(KEY)).as("%s = %s", entry.getKey(), damaged)
                        .isInstanceOf(PositionException.class).hasMessageContaining(entry.getKey());
            }
            map.put(entry.getKey(), entry.getValue());
        }
        store().open(KEY).close();
    }

    @Test
    void theNextOwnerClearsUpAfterACrash() {
        Faults faults = new Faults();
        OwnedPosition owned = new ConcurrentMapPositionStore(faults.inject(map)).open(KEY);
        owned.commit(versions(0, 1));
        int entries = map.size();
        faults.strikeAtCall(2, Faults.Kind.FROM_THEN_ON);
        assertThatThrownBy(() -> owned.commit(versions(1, 1))).isInstanceOf(PositionException.class);
        assertThat(map).as("with a chunk that no head knows").hasSize(entries + 1);
        map.put("chunk of something else", "");
        map.put("chunk 1 99 another key", "");
        store().open(KEY);
        assertThat(map).hasSize(entries + 2).containsKeys("chunk of something else", "chunk 1 99 another key");
    }

    @Test
    @DisplayName("lesson 20: an owner taken over while it reads learns of the newer one, not of damage")
    void anOwnerTakenOverWhileItOpensIsFenced() {
        AtomicBoolean taken = new AtomicBoolean(true);
        ConcurrentMap<String, String> busy = new ConcurrentHashMap<>() {
            @Override
            public String get(Object key) {
                if (key.toString().startsWith("chunk") && taken.compareAndSet(false, true)) {
                    OwnedPosition newer = new ConcurrentMapPositionStore(this).open(KEY);
                    IntStream.range(0, 40).forEach(n -> newer.commit(
                            PositionChange.builder().finished(version(n, NOON)).failed(PositionTest.failed("f")).build()));
                }
                return super.get(key);
            }
        };
        new ConcurrentMapPositionStore(busy).open(KEY).commit(someChange());
        taken.set(false);
        assertThatThrownBy(() -> new ConcurrentMapPositionStore(busy).open(KEY)).isInstanceOf(PositionFencedException.class);
    }

    @Test
    void anExchangeThatAnswersNoButWasMadeCounts() {
        ConcurrentMap<String, String> repeating = new ConcurrentHashMap<>() {
            @Override
            public boolean replace(String key, String expected, String value) {
                // as a grid does that sends it again when the first answer is lost
                super.replace(key, expected, value);
                return super.replace(key, expected, value);
            }
        };
        OwnedPosition owned = new ConcurrentMapPositionStore(repeating).open(KEY);
        owned.commit(versions(0, 1));
        owned.commit(versions(1, 1));
        assertThat(owned.position().finished().size()).isEqualTo(2);
        assertThat(PositionContent.of(new ConcurrentMapPositionStore(new ConcurrentHashMap<>(repeating)), KEY))
                .isEqualTo(PositionContent.of(owned.position()));
    }

    @Test
    @DisplayName("lesson 20: an owner learns of the newer one although its map still shows the position as it left it")
    void aMapThatShowsWhatIsNotSoAnyMoreIsAskedAgain() {
        Deque<String> stale = new ArrayDeque<>();
        ConcurrentMap<String, String> lagging = new ConcurrentHashMap<>() {
            @Override
            public String get(Object key) {
                return stale.isEmpty() ? super.get(key) : stale.remove();
            }
        };
        OwnedPosition owned = new ConcurrentMapPositionStore(lagging).open(KEY);
        owned.commit(versions(0, 1));
        String head = lagging.get("head " + KEY);
        new ConcurrentMapPositionStore(lagging).open(KEY);
        stale.addAll(List.of(head, head, head));
        assertThatThrownBy(() -> owned.commit(versions(1, 1))).isInstanceOf(PositionFencedException.class);
        assertThat(stale).isEmpty();
    }

    @Test
    void anExchangeThatArrivesAfterTheNextOneChangesNothing() {
        List<Runnable> late = new ArrayList<>();
        ConcurrentMap<String, String> slow = new ConcurrentHashMap<>() {
            @Override
            public boolean replace(String key, String expected, String value) {
                if (late.isEmpty()) {
                    late.add(() -> assertThat(super.replace(key, expected, value)).isFalse());
                    throw new IllegalStateException("timeout");
                }
                return super.replace(key, expected, value);
            }
        };
        OwnedPosition owned = new ConcurrentMapPositionStore(slow).open(KEY);
        assertThatThrownBy(() -> owned.commit(versions(0, 1))).isInstanceOf(PositionException.class)
                .hasMessageContaining("timeout");
        owned.commit(versions(0, 2));
        late.forEach(Runnable::run);
        owned.commit(versions(0, 3));
        assertThat(PositionContent.of(new ConcurrentMapPositionStore(slow), KEY).finished()).hasSize(3);
    }

    @Test
    void aHeadThatIsGoneOrMeddledWithIsNotMadeAnewInSilence() {
        OwnedPosition owned = store().open(KEY);
        owned.commit(versions(0, 1));
        String head = map.put("head " + KEY, map.get("head " + KEY).replace("commits 1", "commits 7"));
        assertThatThrownBy(() -> owned.commit(versions(1, 1))).isInstanceOf(PositionException.class)
                .hasMessageContaining("another program writes to the map");
        map.remove("head " + KEY);
        assertThatThrownBy(() -> owned.commit(versions(1, 1))).isInstanceOf(PositionException.class)
                .hasMessageContaining("has been removed");
        map.put("head " + KEY, head);
        owned.commit(versions(1, 1));
    }

    private static PositionChange versions(int first, int count) {
        PositionChange.Builder change = PositionChange.builder().startFrom(NOON).filter("").mark(NOON).keepFrom(NOON);
        IntStream.range(first, first + count).forEach(n -> change.finished(version(n, NOON)));
        return change.build();
    }

    private static final class CountedMap extends ConcurrentHashMap<String, String> {

        private long written;

        @Override
        public String put(String key, String value) {
            written += value.length();
            return super.put(key, value);
        }

        @Override
        public boolean replace(String key, String expected, String value) {
            written += expected.length() + value.length();
            return super.replace(key, expected, value);
        }

        private void reset() {
            written = 0;
        }

        private long charsWritten() {
            return written;
        }
    }
}

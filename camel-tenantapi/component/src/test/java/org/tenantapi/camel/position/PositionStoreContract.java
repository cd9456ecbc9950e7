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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What every store does. Stores are asked for anew each time, as nodes or restarts would make them.
 */
abstract class PositionStoreContract {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final AtomicLong KEYS = new AtomicLong();
    private static final int OWNERS = 4;
    private static final int OPENINGS_EACH = 15;
    private static final int COMMITS_EACH = 5;

    /** A store with the same content as that before. */
    abstract PositionStore store();

    /** A store as another node would have it, with the same content. */
    PositionStore storeOfAnotherNode() {
        return store();
    }

    @Test
    void keepsWhatWasCommitted() {
        String key = newKey();
        PositionChange change = someChange();
        try (OwnedPosition owned = store().open(key)) {
            assertThat(owned.position().isNew()).isTrue();
            owned.commit(change);
            owned.commit(PositionChange.builder().mark(NOON.plusSeconds(1)).build());
            assertThat(owned.position().mark()).isEqualTo(NOON.plusSeconds(1));
        }
        try (OwnedPosition owned = storeOfAnotherNode().open(key)) {
            Position position = owned.position();
            assertThat(position.startFrom()).isEqualTo(Instant.MIN);
            assertThat(position.filter()).isEqualTo("remoteOrderNo=1");
            assertThat(position.mark()).isEqualTo(NOON.plusSeconds(1));
            assertThat(position.horizon()).isEqualTo(NOON.plusSeconds(5));
            assertThat(position.keepFrom()).isEqualTo(NOON.minusSeconds(900));
            assertThat(position.failed()).containsExactlyInAnyOrderElementsOf(change.failed());
            assertThat(position.asChange().finished()).containsExactlyInAnyOrderElementsOf(change.finished());
        }
    }

    @Test
    @DisplayName("lesson 6: nothing is rounded")
    void keepsInstantsToTheNanosecondAndForAllTime() {
        String key = newKey();
        FinishedVersion version = version(1, Instant.MAX);
        try (OwnedPosition owned = store().open(key)) {
            owned.commit(PositionChange.builder().startFrom(Instant.MIN).filter("").mark(NOON.plusNanos(123_456_789))
                    .horizon(Instant.MAX).keepFrom(Instant.EPOCH.minusNanos(1)).finished(version).build());
        }
        Position position = store().open(key).position();
        assertThat(position.mark()).isEqualTo(NOON.plusNanos(123_456_789));
        assertThat(position.startFrom()).isEqualTo(Instant.MIN);
        assertThat(position.horizon()).isEqualTo(Instant.MAX);
        assertThat(position.keepFrom()).isEqualTo(Instant.EPOCH.minusNanos(1));
        assertThat(position.finished().contains(version)).isTrue();
    }

    @Test
    @DisplayName("lesson 1: positions of different keys are apart, however alike they look")
    void positionsOfDifferentKeysAreApart() {
        String common = newKey();
        List<String> keys = List.of(
                common + "a/b", common + "a_b", common + "A/B", common + "a/b ", common + " 1 a/b", common + "\u00e4",
                common + "a\u0308", common + "x".repeat(5000), common + "x".repeat(5001));
        PositionStore store = store();
        List<OwnedPosition> owned = keys.stream().map(store::open).toList();
        for (int n = 0; n < keys.size(); n++) {
            owned.get(n).commit(PositionChange.builder().startFrom(NOON).filter("").mark(NOON.plusSeconds(n))
                    .finished(version(n, NOON)).build());
        }
        owned.forEach(OwnedPosition::close);
        for (int n = 0; n < keys.size(); n++) {
            PositionContent content = PositionContent.of(store(), keys.get(n));
            assertThat(content.bounds().mark()).isEqualTo(NOON.plusSeconds(n));
            assertThat(content.finished()).containsExactly(version(n, NOON));
        }
    }

    @Test
    @DisplayName("lesson 53: whether the owner has given the position up, and whether it moves, is seen by others")
    void tellsWhetherItsOwnerHasReleasedIt() {
        String key = newKey();
        OwnedPosition first = store().open(key);
        PositionOwner before = storeOfAnotherNode().owner(key);
        first.commit(someChange());
        assertThat(storeOfAnotherNode().owner(key).released()).isEqualTo(before.released());
        first.close();
        assertThat(storeOfAnotherNode().owner(key).released()).isTrue();
        try (OwnedPosition second = storeOfAnotherNode().open(key)) {
            PositionOwner now = store().owner(key);
            first.close();
            assertThat(store().owner(key)).as("a former owner that closes again releases nothing").isEqualTo(now);
            assertThat(now.released()).isEqualTo(before.released());
            second.commit(PositionChange.builder().build());
        }
    }

    @Test
    void eachOwnerHasAHigherEpoch() {
        String key = newKey();
        long last = 0;
        for (int n = 0; n < 5; n++) {
            try (OwnedPosition owned = n % 2 == 0 ? store().open(key) : storeOfAnotherNode().open(key)) {
                assertThat(owned.epoch()).isGreaterThan(last);
                last = owned.epoch();
            }
        }
    }

    @Test
    @DisplayName("lesson 20: an owner whose position another one has taken can commit nothing of anything")
    void aStaleOwnerCommitsNothing() {
        String key = newKey();
        OwnedPosition stale = store().open(key);
        stale.commit(someChange());
        PositionContent before = PositionContent.of(stale.position());
        try {
            storeOfAnotherNode().open(key).close();
        } catch (PositionException e) {
            // a store that keeps a second owner out needs no fence; then the stale one is the one that has closed
            stale.close();
            storeOfAnotherNode().open(key).close();
        }
        PositionChange change = PositionChange.builder().mark(NOON.plusSeconds(99)).horizon(NOON.plusSeconds(99))
                .finished(version(99, NOON)).failed(PositionTest.failed("new")).recovered("a").build();
        for (int n = 0; n < 3; n++) {
            assertThatThrownBy(() -> stale.commit(change)).isInstanceOf(PositionException.class);
            assertThat(PositionContent.of(stale.position())).isEqualTo(before);
        }
        assertThat(PositionContent.of(store(), key)).isEqualTo(before);
    }

    @Test
    @DisplayName("lesson 20: start and stop raced against each other lose no commit and let no refused one through")
    void ownersThatRaceForAPositionLoseNothingAndSmuggleNothing() throws Exception {
        String key = newKey();
        Set<FinishedVersion> committed = new HashSet<>();
        ConcurrentLinkedQueue<Long> epochs = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(OWNERS);
        try {
            List<Future<Set<FinishedVersion>>> races = new ArrayList<>();
            for (int owner = 0; owner < OWNERS; owner++) {
                int first = owner * 1_000_000;
                PositionStore store = owner % 2 == 0 ? store() : storeOfAnotherNode();
                races.add(threads.submit(() -> race(store, key, first, epochs)));
            }
            for (Future<Set<FinishedVersion>> race : races) {
                committed.addAll(race.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(epochs).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(OPENINGS_EACH);
        assertThat(PositionContent.of(store(), key).finished()).isEqualTo(committed).isNotEmpty();
    }

    private static Set<FinishedVersion> race(PositionStore store, String key, int first, ConcurrentLinkedQueue<Long> epochs) {
        Set<FinishedVersion> committed = new HashSet<>();
        int opened = 0;
        int record = first;
        while (opened < OPENINGS_EACH) {
            try (OwnedPosition owned = store.open(key)) {
                opened++;
                epochs.add(owned.epoch());
                for (int n = 0; n < COMMITS_EACH; n++) {
                    FinishedVersion version = version(record++, NOON);
                    owned.commit(PositionChange.builder().startFrom(NOON).finished(version).build());
                    committed.add(version);
                }
            } catch (PositionFencedException e) {
                assertThat(e).hasMessageContaining(key);
            } catch (PositionException e) {
                assertThat(e).hasMessageContaining("in use");
            }
        }
        return committed;
    }

    @Test
    void whatIsFinishedTwiceIsKeptOnce() {
        String key = newKey();
        try (OwnedPosition owned = store().open(key)) {
            owned.commit(PositionChange.builder().finished(version(1, NOON)).finished(version(1, NOON)).build());
            owned.commit(PositionChange.builder().finished(version(1, NOON)).finished(version(2, NOON)).build());
            assertThat(owned.position().finished().size()).isEqualTo(2);
        }
        assertThat(PositionContent.of(store(), key).finished()).containsExactlyInAnyOrder(version(1, NOON), version(2, NOON));
    }

    @Test
    void aForgottenVersionMayBeFinishedAgain() {
        String key = newKey();
        try (OwnedPosition owned = store().open(key)) {
            owned.commit(PositionChange.builder().finished(version(1, NOON)).build());
            owned.commit(PositionChange.builder().keepFrom(NOON.plusSeconds(1)).build());
            owned.commit(PositionChange.builder().finished(version(1, NOON)).finished(version(2, NOON.plusSeconds(1))).build());
        }
        assertThat(PositionContent.of(store(), key).finished()).containsExactly(version(2, NOON.plusSeconds(1)));
    }

    @Test
    void keepsTheLastFailureOfARecordUntilItRecovers() {
        String key = newKey();
        FailedRecord first = new FailedRecord("a", version(1, NOON), 1, NOON, "first");
        FailedRecord second = new FailedRecord("a", version(1, NOON), 2, null, "half a pair \uD83D, zero \0");
        FailedRecord other = new FailedRecord("b", version(2, NOON), 1, NOON, "", "erp-7");
        try (OwnedPosition owned = store().open(key)) {
            owned.commit(PositionChange.builder().failed(first).failed(other).failed(second).build());
            assertThat(owned.position().failed()).containsExactlyInAnyOrder(second, other);
        }
        try (OwnedPosition owned = store().open(key)) {
            assertThat(owned.position().failedRecord("a").isQuarantined()).isTrue();
            assertThat(owned.position().failedRecord("b")).isEqualTo(other);
            owned.commit(PositionChange.builder().recovered("a").recovered("never failed").build());
        }
        assertThat(PositionContent.of(store(), key).failed()).containsExactly(other);
    }

    @Test
    @DisplayName("lesson 51: no text of a server stops a commit, and no two become one (kafka-connect-jdbc#1216, pgjdbc#833)")
    void keepsWhateverTextAServerSends() {
        List<String> texts = List.of(
                "x".repeat(1001), "x".repeat(1000) + "y", "x".repeat(100_000), "a\0b", "a?b", "a\uFFFDb", "a\uD83Db",
                "a\uDE00b",
                "\uD83D\uDE00", "\u00fc", "\\u00fc", "\\", " \n\t ", "");
        String key = newKey();
        List<FailedRecord> failed = new ArrayList<>();
        try (OwnedPosition owned = store().open(key)) {
            for (String text : texts) {
                FailedRecord record = new FailedRecord(
                        text, new FinishedVersion(Fingerprint.ofLocalId(text), NOON, new Fingerprint(1, 1)), 1, NOON, text,
                        text);
                owned.commit(PositionChange.builder().failed(record).build());
                failed.add(record);
            }
            owned.commit(PositionChange.builder().startFrom(NOON).filter("name=" + "\u00fc".repeat(5000))
                    .server("https://api.example.com/\u00fc").build());
        }
        assertThat(failed).extracting(record -> record.version().record()).doesNotHaveDuplicates();
        assertThat(store().read(key).failed()).containsExactlyInAnyOrderElementsOf(failed);
        try (OwnedPosition owned = storeOfAnotherNode().open(key)) {
            assertThat(owned.position().failed()).containsExactlyInAnyOrderElementsOf(failed);
            assertThat(owned.position().filter()).isEqualTo("name=" + "\u00fc".repeat(5000));
            assertThat(owned.position().server()).isEqualTo("https://api.example.com/\u00fc");
            for (String text : texts) {
                owned.commit(PositionChange.builder().recovered(text).build());
                failed.removeIf(record -> record.localId().equals(text));
                assertThat(owned.position().failed()).containsExactlyInAnyOrderElementsOf(failed);
            }
        }
        assertThat(PositionContent.of(store(), key).failed()).isEmpty();
    }

    @Test
    @DisplayName("a horizon that the server's clock set back: what is still remembered stays, what was forgotten stays forgotten")
    void aHorizonThatIsSetBackForgetsNoMoreThanBefore() {
        String key = newKey();
        Instant back = NOON.minusSeconds(7200);
        try (OwnedPosition owned = store().open(key)) {
            owned.commit(PositionChange.builder().startFrom(NOON.minusSeconds(9000)).filter("").mark(NOON).horizon(NOON)
                    .finished(version(1, NOON.minusSeconds(1))).finished(version(2, NOON.minusSeconds(3600))).build());
            owned.commit(PositionChange.builder().keepFrom(NOON.minusSeconds(900)).build());
            owned.commit(PositionChange.builder().setBack(back).build());
            assertSetBack(owned.position(), back);
            owned.commit(PositionChange.builder().finished(version(2, NOON.minusSeconds(3600))).build());
        }
        try (OwnedPosition owned = storeOfAnotherNode().open(key)) {
            assertSetBack(owned.position(), back);
            assertThat(owned.position().finished().contains(version(2, NOON.minusSeconds(3600)))).isTrue();
            owned.commit(PositionChange.builder().mark(back.plusSeconds(1)).build());
            assertThat(owned.position().horizon()).isEqualTo(back.plusSeconds(1));
            assertThat(owned.position().mark()).isEqualTo(NOON);
        }
    }

    private static void assertSetBack(Position position, Instant back) {
        assertThat(position.mark()).isEqualTo(NOON);
        assertThat(position.horizon()).isEqualTo(back);
        assertThat(position.keepFrom()).isEqualTo(back);
        assertThat(position.finished().contains(version(1, NOON.minusSeconds(1)))).isTrue();
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void readsBackWhateverWasCommitted(
            @ForAll("histories") List<PositionChange> history, @ForAll("reopenEvery") int reopenEvery) {
        String key = newKey();
        Position model = new Position();
        OwnedPosition owned = store().open(key);
        for (int n = 0; n < history.size(); n++) {
            owned.commit(history.get(n));
            model.apply(history.get(n));
            assertThat(PositionContent.of(owned.position())).isEqualTo(PositionContent.of(model));
            if (n % reopenEvery == 0) {
                owned.close();
                owned = store().open(key);
                assertThat(PositionContent.of(owned.position())).isEqualTo(PositionContent.of(model));
            }
        }
        owned.close();
        assertThat(PositionContent.of(store(), key)).isEqualTo(PositionContent.of(model));
    }

    @Provide
    Arbitrary<List<PositionChange>> histories() {
        return RandomChanges.historiesThatGoBack();
    }

    @Provide
    Arbitrary<Integer> reopenEvery() {
        return Arbitraries.of(1, 5, 100);
    }

    static String newKey() {
        return "acme/" + KEYS.incrementAndGet() + "/order";
    }

    static PositionChange someChange() {
        PositionChange.Builder change = PositionChange.builder().startFrom(Instant.MIN).filter("remoteOrderNo=1").mark(NOON)
                .horizon(NOON.plusSeconds(5)).keepFrom(NOON.minusSeconds(900)).failed(PositionTest.failed("a"));
        for (int n = 0; n < 7; n++) {
            change.finished(version(n, NOON));
        }
        return change.build();
    }

    static FinishedVersion version(long record, Instant lastModified) {
        return new FinishedVersion(new Fingerprint(record, record), lastModified, new Fingerprint(record, -record));
    }

    @Test
    void isReadWithoutBeingTaken() {
        assertThat(store().read("acme/1001/unheard-of").isNew()).isTrue();
        String key = newKey();
        try (OwnedPosition owned = store().open(key)) {
            owned.commit(PositionChange.builder().startFrom(Instant.MIN).filter("").mark(NOON).finished(version(7, NOON))
                    .failed(new FailedRecord("b", version(7, NOON), 1, NOON, "x")).build());
            Position read = store().read(key);
            assertThat(read.mark()).isEqualTo(NOON);
            assertThat(read.finished().contains(version(7, NOON))).isTrue();
            assertThat(read.failedRecord("b")).isNotNull();
            owned.commit(PositionChange.builder().mark(NOON.plusSeconds(1)).build());
        }
    }

    @Test
    void aResetMovesTheMarkBackForgetsWhatWasFinishedAndKeepsWhatFailed() {
        String key = newKey();
        Instant back = NOON.minusSeconds(3600);
        try (OwnedPosition owned = store().open(key)) {
            owned.commit(PositionChange.builder().startFrom(NOON.minusSeconds(60)).filter("f=1").mark(NOON)
                    .finished(version(7, NOON)).failed(new FailedRecord("b", version(7, NOON), 1, NOON, "x")).build());
            owned.reset(back);
            assertReset(owned.position(), back);
            owned.commit(PositionChange.builder().build());
        }
        try (OwnedPosition owned = store().open(key)) {
            assertReset(owned.position(), back);
            owned.commit(PositionChange.builder().mark(NOON).finished(version(7, NOON)).build());
            assertThat(owned.position().mark()).isEqualTo(NOON);
        }
    }

    @Test
    void aNewPositionHasNoMarkToReset() {
        String key = newKey();
        try (OwnedPosition owned = store().open(key)) {
            assertThatThrownBy(() -> owned.reset(NOON)).isInstanceOf(PositionException.class).hasMessageContaining("startFrom");
            assertThat(owned.position().isNew()).isTrue();
            owned.commit(someChange());
        }
        try (OwnedPosition owned = store().open(key)) {
            assertThat(owned.position().mark()).isEqualTo(NOON);
        }
    }

    private static void assertReset(Position position, Instant mark) {
        assertThat(position.mark()).isEqualTo(mark);
        assertThat(position.horizon()).isEqualTo(mark);
        assertThat(position.keepFrom()).isEqualTo(mark);
        assertThat(position.startFrom()).isEqualTo(mark);
        assertThat(position.filter()).isEqualTo("f=1");
        assertThat(position.finished().size()).isZero();
        assertThat(position.failedRecord("b")).isNotNull();
    }
}

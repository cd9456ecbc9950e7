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

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What stores do that write in several steps to something which can fail at each of them, and of which it is not always
 * known whether it did.
 */
abstract class PositionStoreFaultContract {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private enum Found {
        BEFORE,
        AFTER
    }

    /** A store with the same content as any other, of which every call that leaves this process may fail. */
    abstract PositionStore store(Faults faults);

    private PositionStore soundStore() {
        return store(new Faults());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("lesson 15: a crash between any two steps of a commit leaves all of it or nothing")
    void aCrashAnywhereInACommitLeavesAllOfItOrNothing(Faults.Kind kind) throws SQLException {
        Set<Found> found = EnumSet.noneOf(Found.class);
        Faults faults = new Faults();
        int steps = 0;
        do {
            String key = keyWithHistory();
            OwnedPosition owned = store(faults).open(key);
            PositionContent before = PositionContent.of(owned.position());
            PositionContent after = after(owned.position(), change());
            faults.strikeAtCall(++steps, kind);
            boolean committed = commits(owned, change());
            faults.stop();
            faults.dropConnections();
            PositionContent now = PositionContent.of(soundStore(), key);
            assertThat(now).as("after a crash at step %d", steps).isIn(committed ? List.of(after) : List.of(before, after));
            found.add(now.equals(before) ? Found.BEFORE : Found.AFTER);
        } while (faults.haveStruck());
        assertThat(steps).as("steps of a commit").isGreaterThan(3);
        assertThat(found).containsExactlyInAnyOrder(Found.values());
    }

    @ParameterizedTest
    @EnumSource
    void anOwnerThatSurvivesAFaultGoesOnWhereTheStoreStands(Faults.Kind kind) throws SQLException {
        Faults faults = new Faults();
        int steps = 0;
        do {
            String key = keyWithHistory();
            OwnedPosition owned = store(faults).open(key);
            Position model = new Position();
            model.apply(owned.position().asChange());
            faults.strikeAtCall(++steps, kind);
            boolean committed = commits(owned, change());
            assertThat(PositionContent.of(owned.position())).isEqualTo(
                    committed ? after(model, change()) : PositionContent.of(model));
            faults.stop();
            faults.dropConnections();
            PositionChange more = PositionChange.builder().mark(NOON.plusSeconds(50)).finished(version(50)).build();
            owned.commit(together(change(), more));
            model.apply(together(change(), more));
            assertThat(PositionContent.of(owned.position())).as("after step %d", steps).isEqualTo(PositionContent.of(model));
            owned.commit(PositionChange.builder().recovered("b").finished(version(51)).build());
            model.apply(PositionChange.builder().recovered("b").finished(version(51)).build());
            assertThat(PositionContent.of(soundStore(), key)).as("after step %d", steps).isEqualTo(PositionContent.of(model));
        } while (faults.haveStruck());
    }

    @ParameterizedTest
    @EnumSource
    void aCrashAnywhereInOpeningLeavesThePositionAsItWas(Faults.Kind kind) throws SQLException {
        Faults faults = new Faults();
        int steps = 0;
        do {
            String key = keyWithHistory();
            PositionContent before = PositionContent.of(soundStore(), key);
            faults.strikeAtCall(++steps, kind);
            try {
                store(faults).open(key).close();
            } catch (PositionException e) {
                assertThat(e).hasMessageContaining("no answer");
            }
            faults.stop();
            faults.dropConnections();
            assertThat(PositionContent.of(soundStore(), key)).as("after a crash at step %d", steps).isEqualTo(before);
        } while (faults.haveStruck());
        assertThat(steps).isGreaterThan(3);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("lesson 53: to note the release may fail at any step, and then nothing is different but that")
    void aFaultAnywhereInClosingFailsNoStop(Faults.Kind kind) throws SQLException {
        Faults faults = new Faults();
        int steps = 0;
        do {
            String key = keyWithHistory();
            OwnedPosition owned = store(faults).open(key);
            PositionContent before = PositionContent.of(owned.position());
            faults.strikeAtCall(++steps, kind);
            owned.close();
            faults.stop();
            faults.dropConnections();
            assertThat(PositionContent.of(soundStore(), key)).as("after a fault at step %d", steps).isEqualTo(before);
            try (OwnedPosition next = soundStore().open(key)) {
                assertThat(soundStore().owner(key).released()).as("of the former owner").isFalse();
                next.commit(change());
            }
            assertThat(soundStore().owner(key).released()).isTrue();
        } while (faults.haveStruck());
    }

    @ParameterizedTest
    @EnumSource(names = "FROM_THEN_ON", mode = EnumSource.Mode.EXCLUDE)
    @DisplayName("lesson 53: the release is noted also when it is unknown what became of the last commit")
    void aCommitWithoutAnAnswerDoesNotKeepThePositionFromBeingReleased(Faults.Kind kind) throws SQLException {
        Faults faults = new Faults();
        int steps = 0;
        do {
            String key = keyWithHistory();
            OwnedPosition owned = store(faults).open(key);
            faults.strikeAtCall(++steps, kind);
            commits(owned, change());
            faults.stop();
            faults.dropConnections();
            owned.close();
            assertThat(soundStore().owner(key).released()).as("after a fault at step %d", steps).isTrue();
        } while (faults.haveStruck());
    }

    /** As an export does it: what could not be committed is committed together with what came after. */
    @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
    void noSequenceOfFaultsPartsTheOwnerFromTheStore(@ForAll("histories") List<PositionChange> history, @ForAll long seed)
            throws SQLException {
        Faults faults = new Faults();
        Random random = new Random(seed);
        String key = PositionStoreContract.newKey();
        Position model = new Position();
        PositionChange nothing = PositionChange.builder().build();
        PositionChange pending = nothing;
        List<PositionContent> possible = new ArrayList<>();
        OwnedPosition owned = store(faults).open(key);
        for (PositionChange change : history) {
            pending = together(pending, change);
            possible.add(PositionContent.of(model));
            possible.add(after(model, pending));
            faults.strikeOneIn(40, random);
            boolean committed = commits(owned, pending);
            faults.stop();
            if (random.nextInt(4) == 0) {
                faults.dropConnections();
            }
            if (!committed && random.nextInt(6) == 0) {
                faults.dropConnections();
                owned = store(faults).open(key);
                assertThat(PositionContent.of(owned.position())).isIn(possible);
                model = new Position();
                model.apply(owned.position().asChange());
                pending = nothing;
                possible.clear();
            } else if (committed) {
                model.apply(pending);
                pending = nothing;
                possible.clear();
                assertThat(PositionContent.of(owned.position())).isEqualTo(PositionContent.of(model));
            }
        }
        faults.dropConnections();
        owned.commit(pending);
        model.apply(pending);
        assertThat(PositionContent.of(owned.position())).isEqualTo(PositionContent.of(model));
        assertThat(PositionContent.of(soundStore(), key)).isEqualTo(PositionContent.of(model));
    }

    @Provide
    Arbitrary<List<PositionChange>> histories() {
        return RandomChanges.histories();
    }

    private static boolean commits(OwnedPosition owned, PositionChange change) {
        try {
            owned.commit(change);
            return true;
        } catch (PositionException e) {
            assertThat(e).isNotInstanceOf(PositionFencedException.class);
            return false;
        }
    }

    private String keyWithHistory() {
        String key = PositionStoreContract.newKey();
        try (OwnedPosition owned = soundStore().open(key)) {
            owned.commit(PositionStoreContract.someChange());
            for (int n = 0; n < 7; n++) {
                owned.commit(PositionChange.builder().finished(version(n)).failed(PositionTest.failed("f" + n)).build());
            }
        }
        return key;
    }

    private static PositionChange change() {
        return PositionChange.builder().mark(NOON.plusSeconds(30)).horizon(NOON.plusSeconds(40)).keepFrom(NOON.plusSeconds(2))
                .finished(version(20)).finished(version(21)).failed(PositionTest.failed("b")).recovered("a").build();
    }

    private static PositionContent after(Position position, PositionChange change) {
        Position after = new Position();
        after.apply(position.asChange());
        after.apply(change);
        return PositionContent.of(after);
    }

    private static FinishedVersion version(int second) {
        return PositionStoreContract.version(second, NOON.plusSeconds(second));
    }

    private static PositionChange together(PositionChange one, PositionChange other) {
        List<FinishedVersion> finished = new ArrayList<>(one.finished());
        finished.addAll(other.finished());
        List<FailedRecord> failed = new ArrayList<>(one.failed());
        failed.addAll(other.failed());
        List<String> recovered = new ArrayList<>(one.recovered());
        recovered.addAll(other.recovered());
        PositionBounds bounds = PositionBounds.NONE.after(one).after(other);
        return new PositionChange(
                bounds.startFrom(), bounds.filter(), bounds.mark(), bounds.horizon(), finished, bounds.keepFrom(), failed,
                recovered, null, bounds.server());
    }
}

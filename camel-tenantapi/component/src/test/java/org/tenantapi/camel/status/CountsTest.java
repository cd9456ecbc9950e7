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
package org.tenantapi.camel.status;

import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CountsTest {

    @Property(tries = 500)
    @Label("lesson 36: whatever becomes of records, considered = delivered + failed + ignored")
    void addUp(@ForAll List<Outcome> outcomes, @ForAll List<Outcome> others) {
        Counts counts = count(outcomes);
        assertThat(counts.considered()).isEqualTo(outcomes.size())
                .isEqualTo(counts.delivered() + counts.failed() + counts.ignored());
        assertThat(counts.failed()).isEqualTo(
                outcomes.stream().filter(List.of(Outcome.REJECTED, Outcome.UNKNOWN, Outcome.FAILED)::contains).count());
        assertThat(counts.plus(count(others)).considered()).isEqualTo(outcomes.size() + others.size());
    }

    private static Counts count(List<Outcome> outcomes) {
        Counts counts = Counts.NONE;
        for (Outcome outcome : outcomes) {
            counts = counts.plusOne(outcome);
        }
        return counts;
    }

    @ParameterizedTest
    @CsvSource({
            "DELIVERED, 1, 0, 0", "FAILED, 0, 1, 0", "DUPLICATE, 0, 0, 1", "OWN_WRITE, 0, 0, 1", "WAITING, 0, 0, 1",
            "OLDER, 0, 0, 1", "CREATED, 1, 0, 0", "UPDATED, 1, 0, 0", "UNCHANGED, 0, 0, 1", "REJECTED, 0, 1, 0",
            "UNKNOWN, 0, 1, 0" })
    void eachOutcomeHasItsPlaceInThePlatformsTerms(Outcome outcome, long delivered, long failed, long ignored) {
        Counts one = Counts.NONE.plusOne(outcome);
        assertThat(one.delivered()).isEqualTo(delivered);
        assertThat(one.failed()).isEqualTo(failed);
        assertThat(one.ignored()).isEqualTo(ignored);
    }

    @Test
    @DisplayName("the log tells the outcomes that there are, and only those")
    void readsAsALineOfALog() {
        assertThat(count(List.of(Outcome.DELIVERED, Outcome.OWN_WRITE, Outcome.DELIVERED)))
                .hasToString("3 considered, 2 delivered, 1 own-write");
        assertThat(Counts.NONE).hasToString("0 considered");
    }
}

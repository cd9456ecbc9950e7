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
package org.tenantapi.camel.imports;

import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tenantapi.camel.imports.ImportOutcome.Status;

import static org.assertj.core.api.Assertions.assertThat;

class ImportCountsTest {

    @Property(tries = 500)
    @Label("lesson 36: whatever becomes of records, considered = delivered + failed + ignored")
    void addUp(@ForAll List<Status> outcomes, @ForAll List<Status> others) {
        ImportCounts counts = count(outcomes);
        assertThat(counts.considered()).isEqualTo(outcomes.size())
                .isEqualTo(counts.delivered() + counts.failed() + counts.ignored());
        assertThat(counts.failed()).isEqualTo(outcomes.stream().filter(Status.REJECTED::equals).count()
                                              + outcomes.stream().filter(Status.UNKNOWN::equals).count());
        assertThat(counts.plus(count(others)).considered()).isEqualTo(outcomes.size() + others.size());
    }

    private static ImportCounts count(List<Status> outcomes) {
        ImportCounts counts = ImportCounts.NONE;
        for (Status outcome : outcomes) {
            counts = counts.plusOne(outcome);
        }
        return counts;
    }

    @ParameterizedTest
    @CsvSource({ "CREATED, 1, 0, 0", "UPDATED, 1, 0, 0", "UNCHANGED, 0, 0, 1", "REJECTED, 0, 1, 0", "UNKNOWN, 0, 1, 0" })
    void eachOutcomeHasItsPlaceInThePlatformsTerms(Status outcome, long delivered, long failed, long ignored) {
        ImportCounts one = ImportCounts.NONE.plusOne(outcome);
        assertThat(one.delivered()).isEqualTo(delivered);
        assertThat(one.failed()).isEqualTo(failed);
        assertThat(one.ignored()).isEqualTo(ignored);
    }
}

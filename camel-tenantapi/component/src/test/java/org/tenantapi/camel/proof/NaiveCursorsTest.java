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
package org.tenantapi.camel.proof;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tenantapi.camel.testkit.history.Finding.Kind;
import org.tenantapi.camel.testkit.history.HistoryReport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A month of real orders: see {@link CursorComparison}, which prints what is checked here, of a year.
 */
class NaiveCursorsTest {

    @Test
    void theExportLosesAndRepeatsNothing() throws Exception {
        HistoryReport report = CursorComparison.export(1);
        assertThat(report.findings()).isEmpty();
        assertThat(report.processed()).isEqualTo(report.versions()).isEqualTo(2025);
    }

    @ParameterizedTest
    @EnumSource
    void everyNaiveCursorLosesLateRecords(NaiveCursor cursor) throws Exception {
        assertThat(CursorComparison.naive(cursor, 1).count(Kind.LOST)).isPositive();
    }

    @Test
    void anExclusiveCursorLosesTies() throws Exception {
        HistoryReport exclusive = CursorComparison.naive(NaiveCursor.EXCLUSIVE, 1);
        HistoryReport plusOneSecond = CursorComparison.naive(NaiveCursor.PLUS_ONE_SECOND, 1);
        HistoryReport withTies = CursorComparison.naive(NaiveCursor.INCLUSIVE_WITH_IDS, 1);
        assertThat(exclusive.count(Kind.LOST)).isGreaterThan(withTies.count(Kind.LOST));
        assertThat(plusOneSecond.findings()).isEqualTo(exclusive.findings());
    }

    @Test
    void anInclusiveCursorRepeatsAndTheIdsOfItsBoundaryCureThat() throws Exception {
        assertThat(CursorComparison.naive(NaiveCursor.INCLUSIVE, 1).count(Kind.REPEATED)).isPositive();
        assertThat(CursorComparison.naive(NaiveCursor.INCLUSIVE_WITH_IDS, 1).count(Kind.REPEATED)).isZero();
    }
}

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
package org.tenantapi.camel.benchmark;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.DoubleStream;

import javax.xml.parsers.DocumentBuilderFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReportTest {

    private static final Contender OURS = new Contender(WayName.EXPORT, 1000, 1, 0, Contender.ROOMY);
    private static final Contender PEER = new Contender(WayName.EXPORT_USUAL, 1000, 1, 0, Contender.ROOMY);

    @Test
    void aSummaryIsTheMedianAndTheRange() {
        assertThat(Summary.of(DoubleStream.of(9, 1, 2))).isEqualTo(new Summary(2, 1, 9, 3));
        assertThat(Summary.of(DoubleStream.of(4, 1, 2, 9))).isEqualTo(new Summary(3, 1, 9, 4));
    }

    @Test
    void aRatioIsTakenPairByPair() {
        Measurements measurements = measured(1, 2, 100, 400);
        assertThat(measurements.ratio(OURS, PEER, Cost::wallMillis)).isEqualTo(new Summary(0.375, 0.25, 0.5, 2));
    }

    @Test
    void aGoalIsMetOnlyIfWallAndCpuAreWithinTheLimit() {
        Goal goal = new Goal("fast", OURS, PEER, 0.5, Goal.Of.BOTH);
        assertThat(goal.judge(measured(1, 2, 1, 2)).met()).isTrue();
        assertThat(goal.judge(measured(3, 5, 1, 2)).met()).isFalse();
        Measurements greedy = new Measurements();
        greedy.add(OURS, new Cost(1, 9, 1, 1, 1));
        greedy.add(PEER, new Cost(2, 2, 1, 1, 1));
        assertThat(goal.judge(greedy).met()).isFalse();
    }

    @Test
    void aReportIsATableAndJsonAndAChart() throws Exception {
        Measurements measurements = measured(1, 2, 3, 4);
        Goal goal = new Goal("export / usual route", OURS, PEER, 0.2, Goal.Of.BOTH);
        Report report = new Report(
                "smoke", 2, Instant.EPOCH, Duration.ofSeconds(5), Machine.here(), 0.5, 1.5,
                List.of(new Plan.Group("Export", "us per order", List.of(OURS, PEER))), measurements,
                List.of(goal.judge(measurements)), List.of(new Stage("IndexStage.read", 7.2, 0.3, "us/op")));
        assertThat(new Table(report).toString()).contains("export / usual route", "NOT MET", "0.63 (0.50-0.75)",
                "IndexStage.read");
        JsonMapper jackson = new JsonMapper();
        JsonNode json = jackson.readTree(jackson.writeValueAsBytes(report.asMap()));
        assertThat(json.at("/goals/0/wall/median").asDouble()).isEqualTo(0.625);
        assertThat(json.at("/ways/1/costs/0/wallMillis").asDouble()).isEqualTo(2);
        assertThat(json.at("/machine/cores").asInt()).isPositive();
        byte[] svg = new Chart(report).svg().getBytes(StandardCharsets.UTF_8);
        assertThat(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg))
                .getElementsByTagName("rect").getLength()).isEqualTo(5);
    }

    /** Two rounds: ours, the peer; ours, the peer. */
    private static Measurements measured(double ours, double peer, double oursThen, double peerThen) {
        Measurements measurements = new Measurements();
        for (double[] round : new double[][] { { ours, peer }, { oursThen, peerThen } }) {
            measurements.add(OURS, new Cost(round[0], round[0], 1, 1, 1));
            measurements.add(PEER, new Cost(round[1], round[1], 1, 1, 1));
        }
        return measurements;
    }
}

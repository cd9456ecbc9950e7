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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A report for the terminal.
 */
final class Table {

    private final Report report;
    private final StringBuilder text = new StringBuilder();

    Table(Report report) {
        this.report = report;
    }

    @Override
    public String toString() {
        text.setLength(0);
        line("");
        line("%s form, %d rounds, %s, %d s, load %.1f before and %.1f at the end", report.form(), report.rounds(),
                report.begin(), report.duration().toSeconds(), report.loadBefore(), report.loadAfter());
        line("%s", report.machine());
        line("Each figure is a median, with the least and the most behind it.");
        report.groups().forEach(this::ways);
        if (!report.stages().isEmpty()) {
            stages();
        }
        goals();
        return text.toString();
    }

    private void ways(Plan.Group group) {
        line("");
        List<String[]> rows = new ArrayList<>();
        if (group.unit().isEmpty()) {
            rows.add(new String[] { group.title(), "CPU, us per poll", "heap, MB", "resident, MB", "threads" });
        } else {
            rows.add(new String[] { group.title(), "wall, " + group.unit(), "CPU, " + group.unit(), "heap, MB" });
        }
        for (Contender contender : group.contenders()) {
            Measurements all = report.measurements();
            String heap = String.valueOf(all.of(contender, Cost::heapMb));
            rows.add(group.unit().isEmpty()
                    ? new String[] {
                            contender.title(),
                            String.valueOf(all.of(contender,
                                    cost -> contender.each(cost.cpuMillis()) / IdleConsumers.SECONDS)),
                            heap, String.valueOf(all.of(contender, Cost::residentMb)),
                            String.valueOf(all.of(contender, Cost::liveThreads)) }
                    : new String[] {
                            contender.title(), String.valueOf(all.wall(contender)),
                            String.valueOf(all.cpu(contender)), heap });
        }
        rows(rows);
    }

    private void stages() {
        line("");
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] { "Stage, by JMH", "mean", "+-", "" });
        for (Stage stage : report.stages()) {
            rows.add(new String[] { stage.name(), number(stage.score()), number(stage.error()), stage.unit() });
        }
        rows(rows);
    }

    private void goals() {
        line("");
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] { "Goal, as a ratio", "at most", "wall", "CPU", "" });
        for (Goal.Verdict verdict : report.verdicts()) {
            Goal goal = verdict.goal();
            rows.add(new String[] {
                    goal.text(), number(goal.limit()), ratio(verdict.wall(), goal.of() == Goal.Of.CPU),
                    ratio(verdict.cpu(), goal.of() == Goal.Of.WALL), verdict.met() ? "met" : "NOT MET" });
        }
        rows(rows);
    }

    /** In brackets what nothing is promised of. */
    private static String ratio(Summary ratio, boolean aside) {
        return aside ? "[" + ratio + "]" : ratio.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private void rows(List<String[]> rows) {
        int columns = rows.get(0).length;
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row[column].length());
            }
        });
        rows.forEach(row -> {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                line.append(String.format("%-" + (widths[column] + 3) + "s", row[column]));
            }
            line("%s", line.toString().stripTrailing());
        });
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}

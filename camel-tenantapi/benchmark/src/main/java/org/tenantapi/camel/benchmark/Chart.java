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

import java.util.List;
import java.util.Locale;

/**
 * A report as bars: for each way the time by the clock, and inside it that of the processors.
 */
final class Chart {

    private static final int WIDTH = 860;
    private static final int LABELS = 330;
    private static final int BARS = WIDTH - LABELS - 150;
    private static final int ROW = 24;
    private static final int BAR = 16;

    private final Report report;

    Chart(Report report) {
        this.report = report;
    }

    String svg() {
        StringBuilder bars = new StringBuilder();
        int y = ROW;
        for (Plan.Group group : report.groups()) {
            if (!group.unit().isEmpty()) {
                y = group(bars, group, y);
            }
        }
        y += ROW;
        text(bars, 10, y, "start", "note", "Bar: by the clock; dark: of the processors, which may be more, as there are "
                                           + report.machine().cores() + ". Shorter is better. Medians of " + report.rounds()
                                           + ".");
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
                <style>.wall{fill:#bcd3ea}.cpu{fill:#2d6ca2}.ours .wall{fill:#f3c98b}.ours .cpu{fill:#c8690a}\
                text{fill:#222}.title{font-weight:bold}.note{font-size:12px;fill:#555}</style>
                <rect width="100%%" height="100%%" fill="#fff"/>
                %s</svg>
                """.formatted(WIDTH, y + ROW, bars);
    }

    private int group(StringBuilder bars, Plan.Group group, int from) {
        int y = from + ROW;
        text(bars, 10, y, "start", "title", group.title() + ", " + group.unit());
        List<Contender> contenders = group.contenders();
        double most = contenders.stream()
                .mapToDouble(way -> Math.max(wall(way), cpu(way))).max().orElse(1);
        for (Contender contender : contenders) {
            y += ROW;
            text(bars, LABELS - 10, y, "end", "", contender.title());
            bars.append(contender.title().startsWith("component") ? "<g class=\"ours\">" : "<g>");
            bar(bars, y, "wall", BAR, wall(contender) / most);
            bar(bars, y, "cpu", BAR / 3, cpu(contender) / most);
            bars.append("</g>\n");
            text(bars, LABELS + BARS + 12, y, "start", "",
                    number(wall(contender)) + ", CPU " + number(cpu(contender)));
        }
        return y + ROW;
    }

    private double wall(Contender contender) {
        return report.measurements().wall(contender).median();
    }

    private double cpu(Contender contender) {
        return report.measurements().cpu(contender).median();
    }

    private static void bar(StringBuilder bars, int y, String kind, int height, double share) {
        bars.append(
                String.format(Locale.ROOT, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>", kind, LABELS,
                        y - BAR + 3 + (BAR - height) / 2, Math.max(1, share * BARS), height));
    }

    private static void text(StringBuilder bars, int x, int y, String anchor, String kind, String text) {
        bars.append(
                String.format(Locale.ROOT, "<text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n", kind, x, y,
                        anchor, text.replace("&", "&amp;").replace("<", "&lt;")));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 99.95 ? "%.1f" : "%,.0f", value);
    }
}

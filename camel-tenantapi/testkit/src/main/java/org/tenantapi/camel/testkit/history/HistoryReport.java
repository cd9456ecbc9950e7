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
package org.tenantapi.camel.testkit.history;

import java.util.List;
import java.util.stream.Collectors;

import org.tenantapi.camel.testkit.history.Finding.Kind;

/**
 * What a {@link HistoryChecker} found.
 *
 * @param versions           that the tenant had
 * @param processed          by the route, repetitions included
 * @param repeatedAfterCrash of the processed: repetitions that a crash explains
 * @param findings           what went wrong; empty when all is well
 */
public record HistoryReport(int versions, int processed, int repeatedAfterCrash, List<Finding> findings) {

    private static final int SHOWN = 20;

    public HistoryReport {
        findings = List.copyOf(findings);
    }

    public boolean isClean() {
        return findings.isEmpty();
    }

    public List<Finding> findings(Kind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).toList();
    }

    public int count(Kind kind) {
        return findings(kind).size();
    }

    /** The counts in one line, then the first findings. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(versions).append(" versions, ").append(processed).append(" processed, ").append(repeatedAfterCrash)
                .append(" repeated after a crash");
        for (Kind kind : Kind.values()) {
            text.append(", ").append(count(kind)).append(' ').append(kind);
        }
        if (!isClean()) {
            text.append(findings.stream().limit(SHOWN).map(Finding::toString).collect(Collectors.joining("\n  ", "\n  ", "")));
        }
        if (findings.size() > SHOWN) {
            text.append("\n  and ").append(findings.size() - SHOWN).append(" more");
        }
        return text.toString();
    }
}

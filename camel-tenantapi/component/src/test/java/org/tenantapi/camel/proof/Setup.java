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

import java.time.Duration;

import org.tenantapi.camel.export.FailurePolicy;
import org.tenantapi.camel.internal.export.ExportSettings;
import org.tenantapi.camel.internal.export.StartFrom;

/**
 * How the export of a history works.
 *
 * @param slowStore whether a commit takes long enough that the export spares some
 * @param seed      of what is not worth a step: the order of answers, of keys, of completions
 */
record Setup(int batchSize, int maxInFlight, int maxMessagesPerPoll, FailurePolicy onFailure, int maxAttempts, int maxFailed,
        int spoolThreshold, boolean slowStore, long seed) {

    static final String KEY = "acme/1001/order";
    static final Duration OVERLAP = Duration.ofMinutes(15);
    static final Duration RETRY_DELAY = Duration.ofMinutes(1);

    ExportSettings settings() {
        return new ExportSettings(
                KEY, StartFrom.BEGINNING, "", new ExportSettings.Window(OVERLAP, Duration.ZERO),
                new ExportSettings.Pace(batchSize, maxInFlight, maxMessagesPerPoll),
                new ExportSettings.FailureHandling(onFailure, maxAttempts, RETRY_DELAY, maxFailed), spoolThreshold);
    }
}

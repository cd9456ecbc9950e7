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
package org.tenantapi.camel.internal.imports.batch;

import java.time.Duration;

/**
 * How a batch is imported.
 *
 * @param plug        whose batch it is, for the log and messages
 * @param maxInFlight how many records are sent at the same time, at least 1
 * @param stopGrace   how long a stop waits for the records that are being sent
 * @param logInterval how often a long batch says how far it is
 */
public record BatchSettings(String plug, int maxInFlight, Duration stopGrace, Duration logInterval) {
}

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
package org.tenantapi.camel.examples.cluster;

import java.time.Duration;
import java.util.Locale;

/**
 * What one run has shown.
 *
 * @param made      orders, by the web shop
 * @param delivered of them, to the ERP system
 * @param repeated  of these: came a second time
 * @param takeover  from the kill to the first order from the other node
 */
record Summary(int made, int delivered, int repeated, Duration takeover) {

    int lost() {
        return made - delivered;
    }

    String text() {
        return String.format(Locale.ENGLISH, """

                orders made %,8d
                delivered   %,8d
                lost        %,8d
                repeated    %,8d   delivered by the killed node, but not committed yet
                takeover    %,8.1f   seconds from the kill to the first order from the other node""",
                made, delivered, lost(), repeated, takeover.toMillis() / 1000.0);
    }
}

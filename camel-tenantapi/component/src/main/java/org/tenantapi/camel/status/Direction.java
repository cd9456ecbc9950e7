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

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The direction of a Plug, as the platform sees it.
 */
public enum Direction {
    /** Records leave the platform. */
    EXPORT("Export"),
    /** Records enter the platform. */
    IMPORT("Import");

    private final String suffix;

    Direction(String suffix) {
        this.suffix = suffix;
    }

    /**
     * The name of a Plug, which the platform makes of the record type and the direction: {@code OrderExport}.
     */
    public String plug(String recordType) {
        StringBuilder name = new StringBuilder();
        for (String word : recordType.split("-")) {
            if (!word.isEmpty()) {
                name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
            }
        }
        return name.append(suffix).toString();
    }

    /**
     * What may become of a record in this direction.
     */
    public List<Outcome> outcomes() {
        return Arrays.stream(Outcome.values()).filter(outcome -> outcome.direction() == this).toList();
    }
}

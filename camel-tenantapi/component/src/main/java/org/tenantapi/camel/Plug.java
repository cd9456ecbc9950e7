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
package org.tenantapi.camel;

import java.util.Locale;

/**
 * The names of Plugs, which the platform makes of the record type and the direction: {@code OrderExport}.
 */
final class Plug {

    private Plug() {
    }

    static String export(String recordType) {
        return capitalized(recordType) + "Export";
    }

    static String imports(String recordType) {
        return capitalized(recordType) + "Import";
    }

    private static String capitalized(String recordType) {
        StringBuilder name = new StringBuilder();
        for (String word : recordType.split("-")) {
            if (!word.isEmpty()) {
                name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
            }
        }
        return name.toString();
    }
}

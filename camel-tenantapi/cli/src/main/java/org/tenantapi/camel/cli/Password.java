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
package org.tenantapi.camel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A password on its way from where it is safe to the one who needs it. It is never an argument, which every list of
 * processes shows.
 */
final class Password {

    private Password() {
    }

    /**
     * @param  given from the environment, or typed in; may be null
     * @param  file  whose first line it is; may be null
     * @return       null if there is neither
     */
    static String of(char[] given, Path file) throws IOException {
        if (file == null) {
            return given == null ? null : new String(given);
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || lines.get(0).isEmpty()) {
            throw new IllegalArgumentException("The first line of " + file + " is empty: the password is expected there");
        }
        return lines.get(0);
    }
}

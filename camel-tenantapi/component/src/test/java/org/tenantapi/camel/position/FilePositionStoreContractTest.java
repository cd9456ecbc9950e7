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
package org.tenantapi.camel.position;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

class FilePositionStoreContractTest extends PositionStoreContract {

    private static final Path DIRECTORY = temporaryDirectory();

    @Override
    PositionStore store() {
        return new FilePositionStore(DIRECTORY);
    }

    /** JUnit's would not be there for the properties. */
    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory(Path.of("target"), "positions-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

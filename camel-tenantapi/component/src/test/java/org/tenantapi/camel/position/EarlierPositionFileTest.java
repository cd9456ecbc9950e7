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

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;

class EarlierPositionFileTest extends EarlierPositionContract {

    @TempDir
    Path directory;

    @Override
    PositionStore store() throws Exception {
        FilePositionStore store = new FilePositionStore(directory);
        Files.write(store.file(EarlierPosition.KEY), EarlierPosition.bytes("acme_1001_order-56d11243.position"));
        return store;
    }
}

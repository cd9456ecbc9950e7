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

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ImportUnderFireTest {

    @Test
    @DisplayName("lesson 33: lost answers, 503s and a storm of 429s double and lose nothing")
    void nothingIsDoubledAndNothingIsUnknown() throws Exception {
        ImportUnderFire.Result result = ImportUnderFire.run(1500);
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        result.print(new PrintStream(table));
        assertThat(result.isGood()).as("%s", table).isTrue();
        assertThat(result.lost()).isPositive();
        assertThat(result.refused()).isPositive();
    }
}

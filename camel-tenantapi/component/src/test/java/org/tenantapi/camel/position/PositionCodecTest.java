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

import java.time.Instant;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PositionCodecTest {

    /** the epoch, five absent values, the number of versions, the fingerprint of the first one */
    private static final int PRESENCE_OF_LAST_MODIFIED = Long.BYTES + 5 + Integer.BYTES + 2 * Long.BYTES;

    @Test
    @DisplayName("lesson 19: a version without a lastModified is damage, and not remembered as a version")
    void aVersionHasALastModified() {
        PositionChange change = PositionChange.builder().finished(PositionStoreContract.version(7, Instant.EPOCH)).build();
        byte[] bytes = PositionCodec.encode(new PositionCodec.Entry(1, change));
        bytes[PRESENCE_OF_LAST_MODIFIED] = 0;
        assertThatThrownBy(() -> PositionCodec.decode(bytes)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no lastModified");
    }
}

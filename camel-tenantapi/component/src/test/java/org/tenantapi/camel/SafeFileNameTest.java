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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SafeFileNameTest {

    private static List<String> hostile() {
        return List.of("a/b/c", "..", ".", ".hidden", "a", "A", "a.", "a ", "\\\\x", "c:x", "con", "CON", "nul", "com1",
                "com1.txt",
                "-rf", "a\u0000b", "a\nb", "\u00e9", "e\u0301", "\ud800", "?", "_41", "__00e9", "_", "~", "a%2fb",
                "x".repeat(1000), "x".repeat(1001), "X".repeat(1000), "\u00e9".repeat(255), "~1".repeat(200));
    }

    @ParameterizedTest
    @ValueSource(strings = { "0c2b17060ef5ab0b94e84ed54d0f280b", "order-1001" })
    void anIdOfThePlatformIsItsOwnName(String id) {
        assertThat(SafeFileName.of(id)).isEqualTo(id);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void noIdBreaksAFileSystem(String id) {
        String name = SafeFileName.of(id);
        assertThat(name).matches("[a-z0-9_][a-z0-9_-]*").doesNotMatch("(con|prn|aux|nul|com.|lpt.)");
        assertThat((name + ".order.json").getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(255);
    }

    @Test
    void twoIdsHaveTwoNamesAlsoWhereCaseDoesNotCount() {
        Stream<String> names = hostile().stream().map(SafeFileName::of).map(name -> name.toLowerCase(Locale.ROOT));
        assertThat(names).doesNotHaveDuplicates();
    }
}

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
package org.tenantapi.camel.karaf;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Why the other tests do not run on Java 25. When a newer Karaf makes this fail, they can.
 */
@DisplayName("Karaf 4.4 on Java 25")
class Java25IT {

    @Test
    void karafDoesNotStart() throws Exception {
        Path thisJava = Path.of(System.getProperty("java.home"));
        try (Karaf karaf = KarafRun.ofSystemProperties().karaf("karaf-java-25", thisJava)) {
            assertThatThrownBy(() -> karaf.start(Map.of())).hasMessageContaining("Karaf has ended");
            assertThat(karaf.base().resolve("karaf.out")).content()
                    .contains("Enabling a Security Manager is not supported");
        }
    }
}

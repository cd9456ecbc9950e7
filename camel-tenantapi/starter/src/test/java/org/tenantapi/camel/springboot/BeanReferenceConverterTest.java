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
package org.tenantapi.camel.springboot;

import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.core.convert.support.DefaultConversionService;
import org.tenantapi.camel.position.MemoryPositionStore;
import org.tenantapi.camel.position.PositionStore;

import static org.assertj.core.api.Assertions.assertThat;

class BeanReferenceConverterTest {

    @ParameterizedTest
    @ValueSource(strings = { "#bean:positions", "#positions", "positions", " positions " })
    void findsTheBean(String reference) {
        PositionStore positions = new MemoryPositionStore();
        try (StaticApplicationContext beans = new StaticApplicationContext()) {
            beans.getBeanFactory().registerSingleton("positions", positions);
            DefaultConversionService conversion = new DefaultConversionService();
            conversion.addConverter(new BeanReferenceConverter(beans, Set.of(PositionStore.class)));
            assertThat(conversion.convert(reference, PositionStore.class)).isSameAs(positions);
        }
    }
}

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
package org.tenantapi.camel.examples.hub;

import javax.sql.DataSource;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.tenantapi.camel.position.JdbcPositionStore;
import org.tenantapi.camel.position.PositionStore;

/**
 * The application: what is in here, in {@link HubRoutes}, {@link Erp} and application.properties is all of the hub.
 */
@SpringBootApplication
class Hub {

    // tag::positions[]
    @Bean
    PositionStore positions(DataSource database) {
        return new JdbcPositionStore(database);
    }
    // end::positions[]
}

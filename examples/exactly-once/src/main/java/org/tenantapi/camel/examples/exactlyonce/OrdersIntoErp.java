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
package org.tenantapi.camel.examples.exactlyonce;

import javax.sql.DataSource;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.tenantapi.camel.position.JdbcPositionStore;
import org.tenantapi.camel.position.PositionStore;

/**
 * The application that is killed: it takes orders of the platform into the ERP system. Together with {@link Erp} and
 * application.properties this is all of it.
 */
@SpringBootApplication
class OrdersIntoErp {

    public static void main(String[] arguments) {
        SpringApplication.run(OrdersIntoErp.class, arguments);
    }

    // tag::route[]
    @Bean
    RouteBuilder route() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("tenantapi:erp/order?transacted=true&delay=200&initialDelay=0&{{orders.form}}").routeId("orders-into-erp")
                        .bean(Erp.class);
            }
        };
    }

    @Bean
    PositionStore positions(DataSource database) {
        return new JdbcPositionStore(database);
    }
    // end::route[]
}

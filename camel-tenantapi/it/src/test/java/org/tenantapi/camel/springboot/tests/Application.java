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
package org.tenantapi.camel.springboot.tests;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.ScheduledPollConsumer;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.tenantapi.camel.TenantApiComponent;
import org.tenantapi.camel.position.MemoryPositionStore;
import org.tenantapi.camel.position.PositionStore;
import org.tenantapi.camel.testkit.SimulatedTenant;
import org.tenantapi.camel.testkit.TenantApiSimulator;

/**
 * A Spring Boot application that has nothing of its own but properties, beans and routes.
 */
final class Application implements AutoCloseable {

    static final String USER = "connector";
    static final String PASSWORD = "open-sesame";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Boot {
    }

    private final ConfigurableApplicationContext context;

    private Application(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** What it is started with. Properties in a later call win. */
    static final class Builder {

        private final Map<String, Object> properties
                = new LinkedHashMap<>(Map.of("spring.main.web-application-type", "none", "spring.main.banner-mode", "off"));
        private final SpringApplicationBuilder boot = new SpringApplicationBuilder(Boot.class);

        Builder property(String name, Object value) {
            properties.put(name, value);
            return this;
        }

        Builder option(String name, Object value) {
            return property("camel.component.tenantapi." + name, value);
        }

        /** With a server, for {@link #get}. */
        Builder web() {
            return property("spring.main.web-application-type", "servlet").property("server.port", 0);
        }

        /** Positions in memory, so that tests leave no files. */
        Builder tenant(TenantApiSimulator simulator, SimulatedTenant tenant) {
            return option("base-url", simulator.baseUrl()).option("tenant", tenant.code()).option("username", USER)
                    .option("password", PASSWORD).bean("memory", PositionStore.class, new MemoryPositionStore())
                    .option("position-store", "#bean:memory");
        }

        <T> Builder bean(String name, Class<T> type, T bean) {
            boot.initializers(
                    context -> ((GenericApplicationContext) context).registerBean(name, type, () -> bean));
            return this;
        }

        Builder route(RouteBuilder route) {
            return bean("route", RouteBuilder.class, route);
        }

        Application start() {
            return new Application(
                    boot.run(properties.entrySet().stream()
                            .map(property -> "--" + property.getKey() + "=" + property.getValue()).toArray(String[]::new)));
        }
    }

    static Builder with() {
        return new Builder();
    }

    CamelContext camel() {
        return context.getBean(CamelContext.class);
    }

    TenantApiComponent component() {
        return camel().getComponent("tenantapi", TenantApiComponent.class);
    }

    FluentProducerTemplate producer() {
        return context.getBean(FluentProducerTemplate.class);
    }

    ScheduledPollConsumer consumer(String routeId) {
        return (ScheduledPollConsumer) camel().getRoute(routeId).getConsumer();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        String port = context.getEnvironment().getProperty("local.server.port");
        return HTTP.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                BodyHandlers.ofString());
    }

    @Override
    public void close() {
        context.close();
    }
}

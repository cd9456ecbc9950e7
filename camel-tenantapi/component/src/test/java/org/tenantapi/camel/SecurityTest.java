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

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.ExceptionHelper;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.Test;
import org.tenantapi.camel.testkit.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * What a hostile server, a hostile record or a curious user can do. The rest of what the guide's page on security says
 * is tested beside the code: redirects, TLS, sizes, escaping and echoed passwords in the package client.
 */
class SecurityTest extends RouteTest {

    private static final Set<String> HEADERS = Set.of(TenantApiConstants.TENANT, TenantApiConstants.CONNECTION_ID,
            TenantApiConstants.RECORD_TYPE, TenantApiConstants.PLUG, TenantApiConstants.ATTEMPT, TenantApiConstants.LOCAL_ID,
            TenantApiConstants.LAST_MODIFIED, TenantApiConstants.VERSION_ID, TenantApiConstants.REMOTE_ID,
            TenantApiConstants.CREATED);

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withJMX(true);
    }

    @Test
    void noFieldOfARecordAndNoHeaderOfAnAnswerBecomesAHeader() throws Exception {
        tenant().put("order", "{\"CamelHttpUri\":\"http://127.0.0.1:1/\",\"CamelFileName\":\"/etc/passwd\"}");
        platform().on("GET", "/order").always().answer(
                Fault.header("CamelHttpUri", "http://127.0.0.1:1/").withHeader("CamelFileName", "/etc/passwd"));
        List<Exchange> exchanges = new CopyOnWriteArrayList<>();
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("tenantapi:webshop/order?initialDelay=0").process(exchange -> exchanges.add(exchange.copy()));
            }
        });
        await().until(() -> exchanges.size() == 1);
        assertThat(HEADERS).containsAll(exchanges.get(0).getMessage().getHeaders().keySet());
    }

    @Test
    void noHeaderOfAnAnswerToAnImportBecomesAHeader() {
        platform().on("POST", "/product").answer(Fault.header("CamelHttpUri", "http://127.0.0.1:1/"));
        Map<String, Object> headers = template.request("tenantapi:webshop/product?operation=create",
                exchange -> exchange.getMessage().setBody("{\"remoteId\":\"p-1\",\"vatRatePercent\":\"25\"}"))
                .getMessage().getHeaders();
        assertThat(headers).isNotEmpty().doesNotContainKey("CamelHttpUri");
    }

    @Test
    void aRecordOfAThousandLevelsIsRefusedAndHarmsNothingElse() throws Exception {
        String bottomless = "[{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}]";
        platform().on("GET", "/order").answer(Fault.body("application/json", bottomless));
        order("new");
        export("tenantapi:webshop/order?initialDelay=0&delay=50");
        awaitDelivered(1);
        assertThat(delivered).hasSize(1);
    }

    @Test
    void anAnswerForgesNoLineOfTheLog() {
        platform().on("GET", "/").answer(
                Fault.status(400, "text/plain", "no\n2026-11-01 00:00:00 ERROR all orders are lost\r\nreally\u2028yes"));
        Throwable error = catchThrowable(() -> template.requestBody("tenantapi:webshop/order?operation=ping", (Object) null));
        String message = error.getCause().getMessage();
        assertThat(message).contains("all orders are lost").doesNotContain("\n", "\r", "\u2028");
        assertThat(ExceptionHelper.stackTraceToString(error)).doesNotContain(PASSWORD);
    }

    @Test
    void jmxShowsNoPassword() throws Exception {
        export("tenantapi:webshop/order?initialDelay=0");
        template.requestBody("tenantapi:webshop/order?operation=ping", (Object) null);
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        int attributes = 0;
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                if (attribute.isReadable()) {
                    Object value = valueOf(server, name, attribute);
                    assertThat(String.valueOf(value)).as("%s of %s", attribute.getName(), name).doesNotContain(PASSWORD);
                    attributes++;
                }
            }
        }
        assertThat(attributes).isPositive();
    }

    private static Object valueOf(MBeanServer server, ObjectName name, MBeanAttributeInfo attribute) {
        try {
            return server.getAttribute(name, attribute.getName());
        } catch (Exception e) {
            // what cannot be read shows nothing, unless it says so
            return e.toString();
        }
    }
}

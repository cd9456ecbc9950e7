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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.testkit.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("lesson 41: a stop does not wait for a silent server (spring-amqp#1899, spring-pulsar#161)")
class SilentServerTest extends RouteTest {

    /** Kubernetes kills after 30 seconds, Docker after 10. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @ParameterizedTest
    @ValueSource(longs = { 0, 20 })
    void aStopAbortsTheListThatIsUnderWay(long bytes) throws Exception {
        String order = order("new");
        platform().on("GET", "/order").answer(Fault.stalledAt(bytes));
        export("tenantapi:webshop/order?delay=20&initialDelay=0");
        await().until(() -> platform().requestCount() == 1);

        assertThat(CompletableFuture.runAsync(this::stopRoute)).succeedsWithin(PATIENCE);

        context.getRouteController().startRoute("export");
        awaitDelivered(1);
        assertThat(delivered).containsExactly(order + ":new");
    }

    @ParameterizedTest
    @ValueSource(longs = { 0, 20 })
    void soDoesAStopOfTheContext(long bytes) throws Exception {
        order("new");
        platform().on("GET", "/order").answer(Fault.stalledAt(bytes));
        export("tenantapi:webshop/order?delay=20&initialDelay=0");
        await().until(() -> platform().requestCount() == 1);

        assertThat(CompletableFuture.runAsync(context::stop)).succeedsWithin(PATIENCE);

        assertThat(delivered).isEmpty();
    }

    private void stopRoute() {
        try {
            context.getRouteController().stopRoute("export");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

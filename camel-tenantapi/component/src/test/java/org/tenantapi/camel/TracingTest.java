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

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.SpanContextPropagationExtractor;
import org.apache.camel.telemetry.SpanContextPropagationInjector;
import org.apache.camel.telemetry.SpanLifecycleManager;
import org.apache.camel.telemetry.Tracer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tenantapi.camel.testkit.ReceivedRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** With Camel's own tracing, whose spans are kept here instead of being sent somewhere. */
class TracingTest extends RouteTest {

    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String PRODUCT = "{\"remoteId\":\"p-%d\",\"vatRatePercent\":\"25\"}";

    private final List<RecordedSpan> spans = new CopyOnWriteArrayList<>();

    /** A span with its name and its place in W3C's notation. */
    private static final class RecordedSpan implements Span {
        private final String name;
        private final String traceParent;
        private final Map<String, String> tags = new ConcurrentHashMap<>();
        private volatile boolean closed;

        private RecordedSpan(String name, int number) {
            this.name = name;
            this.traceParent = "00-0af7651916cd43dd8448eb211c80319c-%016x-01".formatted(number);
        }

        @Override
        public void log(Map<String, String> fields) {
            // not of interest
        }

        @Override
        public void setTag(String key, String value) {
            tags.put(key, value);
        }

        @Override
        public void setComponent(String component) {
            tags.put("component", component);
        }

        @Override
        public void setError(boolean error) {
            tags.put("error", Boolean.toString(error));
        }
    }

    private final class RecordingTracer extends Tracer implements SpanLifecycleManager {

        private final AtomicInteger number = new AtomicInteger();

        @Override
        protected void initTracer() {
            setSpanLifecycleManager(this);
        }

        @Override
        public Span create(String name, Span parent, SpanContextPropagationExtractor extractor) {
            RecordedSpan span = new RecordedSpan(name, number.incrementAndGet());
            spans.add(span);
            return span;
        }

        @Override
        public void activate(Span span) {
            // not of interest
        }

        @Override
        public void deactivate(Span span) {
            // not of interest
        }

        @Override
        public void close(Span span) {
            ((RecordedSpan) span).closed = true;
        }

        @Override
        public void inject(Span span, SpanContextPropagationInjector injector, boolean includeTracing) {
            inject(span, injector);
        }

        /** How Camel 4.14 calls it. */
        public void inject(Span span, SpanContextPropagationInjector injector) {
            injector.put("traceparent", ((RecordedSpan) span).traceParent);
        }
    }

    private void trace() {
        RecordingTracer tracer = new RecordingTracer();
        tracer.setCamelContext(context);
        tracer.init(context);
    }

    private RecordedSpan span(String name) {
        return spans.stream().filter(span -> span.name.equals(name)).findFirst().orElseThrow(
                () -> new AssertionError(name + " is not among " + spans.stream().map(span -> span.name).toList()));
    }

    @Test
    void aSpanOfAnImportIsNamedAfterPlugAndOperationAndTheServerSeesIt() throws Exception {
        trace();
        addRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:import").to("tenantapi:webshop/product");
            }
        });
        template.sendBody("direct:import", PRODUCT.formatted(1));
        RecordedSpan span = span("ProductImport upsert");
        assertThat(platform().requests()).extracting(ReceivedRequest::method).containsExactly("GET", "POST");
        assertThat(platform().requests()).allSatisfy(
                request -> assertThat(request.header("traceparent")).contains(span.traceParent));
        assertThat(span.tags).containsEntry("tenantapi.plug", "ProductImport").containsEntry("tenantapi.tenant", "acme")
                .containsEntry("tenantapi.connection", "1001").containsEntry("tenantapi.operation", "upsert");
        assertThat(span.closed).isTrue();
        assertThat(span.tags.toString()).doesNotContain(PASSWORD);
    }

    @Test
    void aSpanOfAnExportIsNamedAfterThePlug() throws Exception {
        trace();
        order("new");
        export("tenantapi:webshop/order?initialDelay=0&delay=20");
        awaitDelivered(1);
        await().until(() -> span("OrderExport").closed);
        assertThat(span("OrderExport").tags).containsEntry("tenantapi.plug", "OrderExport");
        assertThat(spans).extracting(span -> span.name).as("polls are not in it").containsOnly("OrderExport");
    }

    @Test
    void everyRecordOfABatchBelongsToTheTraceOfItsMessage() {
        template.sendBodyAndHeader("tenantapi:webshop/product?operation=create",
                List.of(PRODUCT.formatted(1), PRODUCT.formatted(2), PRODUCT.formatted(3)), "traceparent", PARENT);
        assertThat(platform().requests()).hasSize(3)
                .allSatisfy(request -> assertThat(request.header("traceparent")).contains(PARENT));
        platform().clearRequests();
        template.sendBody("tenantapi:webshop/product?operation=create", List.of(PRODUCT.formatted(4)));
        assertThat(platform().requests()).singleElement()
                .satisfies(request -> assertThat(request.header("traceparent")).as("of no trace").isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void everyRequestOfEachOperationBelongsToTheTraceOfItsMessage(TenantApiOperation operation) {
        order("new");
        platform().clearRequests();
        template.request("tenantapi:webshop/order?operation=" + operation, exchange -> {
            exchange.getMessage().setBody("{\"remoteId\":\"r-1\"}");
            exchange.getMessage().setHeader(TenantApiConstants.REMOTE_ID, "r-1");
            exchange.getMessage().setHeader(Exchange.FILE_NAME, "a.txt");
            exchange.getMessage().setHeader("traceparent", PARENT);
        });
        assertThat(platform().requests()).isNotEmpty()
                .allSatisfy(request -> assertThat(request.header("traceparent")).contains(PARENT));
    }

    @Test
    void noOtherHeaderOfAMessageIsForwarded() {
        template.sendBodyAndHeaders("tenantapi:webshop/product?operation=create", PRODUCT.formatted(1),
                Map.of("traceparent", PARENT, "tracestate", "rojo=1", "baggage", "userId=alice", "X-Tenant", "other",
                        "Authorization", "Basic b3RoZXI=", "X-Anything", "else", "Cookie", "a=b"));
        ReceivedRequest request = platform().requests().get(0);
        assertThat(request.header("traceparent")).contains(PARENT);
        assertThat(request.header("tracestate")).contains("rojo=1");
        assertThat(request.header("X-Tenant")).contains("acme");
        assertThat(request.header("Authorization").orElseThrow()).isNotEqualTo("Basic b3RoZXI=");
        assertThat(List.of("baggage", "X-Anything", "Cookie")).allSatisfy(name -> assertThat(request.header(name)).isEmpty());
    }

    @Test
    void aTraceThatWouldEndTheHeaderIsLeftOut() {
        template.sendBodyAndHeader("tenantapi:webshop/product?operation=create", PRODUCT.formatted(1), "traceparent",
                PARENT + "\r\nX-Tenant: other");
        ReceivedRequest request = platform().requests().get(0);
        assertThat(request.header("traceparent")).isEmpty();
        assertThat(request.header("X-Tenant")).contains("acme");
    }
}

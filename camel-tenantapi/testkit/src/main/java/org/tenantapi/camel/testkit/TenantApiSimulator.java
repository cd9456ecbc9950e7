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
package org.tenantapi.camel.testkit;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import org.tenantapi.camel.testkit.SimulatorSettings.ListOrder;

/**
 * A Tenant API on the loopback interface, with tenants in memory and faults on demand.
 *
 * <pre>{@code
 * try (TenantApiSimulator simulator = TenantApiSimulator.start()) {
 *     simulator.tenant("acme").user("user", "secret").connection("1001").put("order", "{\"remoteOrderNo\":\"17\"}");
 *     // GET simulator.baseUrl() + "/order"
 * }
 * }</pre>
 *
 * Where the Tenant API is not documented it decides, and says so in its OpenAPI document, the resource
 * {@code tenant-api.yaml} beside this class. All methods may be called from any thread, at any time.
 */
public final class TenantApiSimulator implements AutoCloseable {

    /** So many of the latest requests are remembered. */
    public static final int REMEMBERED_REQUESTS = 10_000;

    private final SimulatorClock clock = new SimulatorClock();
    private final SimulatorSettings settings = new SimulatorSettings();
    private final ConcurrentMap<String, SimulatedTenant> tenants = new ConcurrentHashMap<>();
    private final List<ArmedFault> faults = new CopyOnWriteArrayList<>();
    private final Deque<ReceivedRequest> requests = new ArrayDeque<>();
    private final AtomicLong requestCount = new AtomicLong();
    private final TenantApi api = new TenantApi(new Access(tenants), clock, settings);
    private final SimulatorPage page = new SimulatorPage(tenants.values(), clock);
    private final Contract contract;
    private final SimulatorServer server;

    private TenantApiSimulator(Builder builder) {
        contract = builder.checkContract ? new OpenApiContract() : Contract.unchecked();
        server = new SimulatorServer(builder.options, this::exchange);
    }

    /** Starts a simulator on a free port. */
    public static TenantApiSimulator start() {
        return builder().start();
    }

    /** @throws IllegalStateException when the port is taken */
    public static TenantApiSimulator start(int port) {
        return builder().port(port).start();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** What has to be known before a simulator starts. */
    public static final class Builder {

        private final HttpServerOptions options = new HttpServerOptions().setPort(0);
        private boolean checkContract;

        private Builder() {
        }

        /** The port; 0, the default, takes a free one. */
        public Builder port(int number) {
            options.setPort(number);
            return this;
        }

        /** Whether answers are compressed for those who accept gzip; default no. */
        public Builder compression(boolean offered) {
            options.setCompressionSupported(offered);
            return this;
        }

        /** Serves HTTPS, with the key of a PKCS 12 key store; default is plain HTTP. */
        public Builder keyStore(Path pkcs12, String password) {
            options.setSsl(true).setKeyCertOptions(new PfxOptions().setPath(pkcs12.toString()).setPassword(password));
            return this;
        }

        /** Whether requests and answers are checked against the OpenAPI contract; default no. */
        public Builder checkContract(boolean checked) {
            checkContract = checked;
            return this;
        }

        /** @throws IllegalStateException when the port is taken */
        public TenantApiSimulator start() {
            return new TenantApiSimulator(this);
        }
    }

    /** The API's root, without a slash at its end: {@code http://127.0.0.1:<port>/api}, or https. */
    public String baseUrl() {
        return server.origin() + "/api";
    }

    /** A page that shows tenants, connections, plugs, records and the event history in a browser. */
    public String pageUrl() {
        return server.origin() + "/";
    }

    /**
     * The tenant with this code, created on first use. It refuses all requests before it has a user and a connection.
     */
    public SimulatedTenant tenant(String code) {
        return tenants.computeIfAbsent(code, ignored -> new SimulatedTenant(code, clock));
    }

    public SimulatorClock clock() {
        return clock;
    }

    /** Whether a JSON number in a written record is refused, as the platform wants numbers as strings; default yes. */
    public TenantApiSimulator strictNumbers(boolean strict) {
        settings.strictNumbers(strict);
        return this;
    }

    /** Whether answers carry the clock's time as their {@code Date}; default yes. */
    public TenantApiSimulator sendDateHeader(boolean sent) {
        settings.dateHeader(sent);
        return this;
    }

    /**
     * How many requests a tenant may make in a second of the {@link #clock()}; more are answered 429. Default 0, no
     * limit.
     */
    public TenantApiSimulator requestsPerSecond(int limit) {
        settings.rateLimit(limit == 0 ? Optional.empty() : Optional.of(new RateLimit(limit, clock)));
        return this;
    }

    /** Shows each list in another order, the orders following from the seed; the default, with a seed of 0. */
    public TenantApiSimulator shuffleAnswers(long seed) {
        settings.listOrder(ListOrder.shuffled(seed));
        return this;
    }

    /** Shows lists in the order in which the records were created. */
    public TenantApiSimulator keepCreationOrder() {
        settings.listOrder(ListOrder.AS_CREATED);
        return this;
    }

    /**
     * Begins a fault.
     *
     * @param method the HTTP method, or {@code *} for any
     * @param path   below {@code /api}, as it is sent; {@code *} is one segment, {@code **} any number:
     *               {@code /order/*}
     */
    public FaultTrigger on(String method, String path) {
        return FaultTrigger.on(method, path, faults::add);
    }

    /** All faults that were set, those that met their requests included. */
    public List<ArmedFault> faults() {
        return List.copyOf(faults);
    }

    /** Removes all faults. Requests that are held stay held. */
    public void clearFaults() {
        faults.clear();
    }

    /**
     * The requests since the start or {@link #clearRequests()}, oldest first, at most the latest
     * {@value #REMEMBERED_REQUESTS}.
     */
    public List<ReceivedRequest> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** How many requests came since the start or {@link #clearRequests()}. */
    public long requestCount() {
        return requestCount.get();
    }

    public void clearRequests() {
        synchronized (requests) {
            requests.clear();
            requestCount.set(0);
        }
    }

    /**
     * Where a request or an answer differed from the OpenAPI contract; always empty without
     * {@link Builder#checkContract}.
     */
    public List<ContractViolation> contractViolations() {
        return contract.violations();
    }

    /**
     * Back to the state after the start: no tenants, requests, faults or violations, default settings, the system's
     * time.
     */
    public void reset() {
        tenants.clear();
        faults.clear();
        clearRequests();
        contract.clear();
        settings.reset();
        clock.followSystem();
    }

    /** Ends all connections and frees the port. */
    @Override
    public void close() {
        server.close();
    }

    private void exchange(Vertx vertx, HttpServerRequest httpRequest, byte[] body) {
        if (SimulatorPage.serves(httpRequest.path())) {
            AnswerWriter.write(httpRequest, page.answer(httpRequest), Delivery.COMPLETE);
            return;
        }
        ApiRequest request = ApiRequest.of(httpRequest, body, clock);
        remember(request.seen());
        contract.checkRequest(request);
        Optional<Fault> fault = faults.stream().filter(armed -> armed.meets(request.seen())).map(ArmedFault::fault).findFirst();
        if (fault.isPresent()) {
            fault.get().pause().pass(vertx).onSuccess(passed -> answerWrongly(httpRequest, request, fault.get()));
        } else {
            Answer answer = dated(answer(request));
            contract.checkAnswer(request, answer);
            note(request, answer.status());
            AnswerWriter.write(httpRequest, answer, Delivery.COMPLETE);
        }
    }

    private void answerWrongly(HttpServerRequest httpRequest, ApiRequest request, Fault fault) {
        Answer genuine = fault.applied() ? answer(request) : Answer.empty(200);
        Answer wrong = fault.edit(dated(genuine));
        note(request, fault.delivery() == Delivery.COMPLETE ? wrong.status() : 0);
        AnswerWriter.write(httpRequest, wrong, fault.delivery());
    }

    private void note(ApiRequest request, int status) {
        request.header("X-Tenant").map(tenants::get).ifPresent(tenant -> tenant.note(request.seen(), status));
    }

    private Answer answer(ApiRequest request) {
        try {
            return api.answer(request);
        } catch (RuntimeException e) {
            // a defect of the simulator: it must not look like a platform that does not answer
            return Answer.error(500, "The simulator failed: " + e);
        }
    }

    private Answer dated(Answer answer) {
        return settings.dateHeader() ? answer.withHeader("Date", HttpDate.format(clock.now())) : answer;
    }

    private void remember(ReceivedRequest request) {
        synchronized (requests) {
            if (requests.size() == REMEMBERED_REQUESTS) {
                requests.removeFirst();
            }
            requests.addLast(request);
            requestCount.incrementAndGet();
        }
    }

    @Override
    public String toString() {
        return "Tenant API simulator at " + baseUrl();
    }
}

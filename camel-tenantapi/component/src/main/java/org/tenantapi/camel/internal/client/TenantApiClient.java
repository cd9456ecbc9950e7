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
package org.tenantapi.camel.internal.client;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tenantapi.camel.client.TenantApiAuthenticationException;
import org.tenantapi.camel.client.TenantApiConflictException;
import org.tenantapi.camel.client.TenantApiException;
import org.tenantapi.camel.client.TenantApiMalformedAnswerException;
import org.tenantapi.camel.client.TenantApiNotFoundException;
import org.tenantapi.camel.client.TenantApiRateLimitedException;
import org.tenantapi.camel.client.TenantApiRejectedException;
import org.tenantapi.camel.client.TenantApiUnavailableException;

/**
 * The client of the Tenant API for one Connection of one Tenant. It keeps to the Connection's {@link RequestBudget},
 * and tries again what is certainly harmless to repeat: everything that was refused for the time being (429, 503 with
 * Retry-After) or never sent, and what only reads also where the answer was lost on its way (408, 502, 503, 504, a
 * broken connection). A write that may have been carried out is never repeated here. Safe for use by many threads.
 */
public final class TenantApiClient {

    private static final Logger LOG = LoggerFactory.getLogger(TenantApiClient.class);
    private static final int KEPT_OF_AN_ERROR = 8 * 1024;

    private final HttpTransport transport;
    private final ClientSettings settings;
    private final RetryPolicy policy;
    private final RequestBudget budget;
    private final HttpHost origin;
    private final String authorization;
    private final AtomicReference<Reachability> reachability = new AtomicReference<>(Reachability.GOOD);
    private final UnderWay underWay = new UnderWay();

    /**
     * @param transport stays open, it may serve other clients too
     * @param budget    the Connection's, for all its clients
     */
    public TenantApiClient(HttpTransport transport, ClientSettings settings, RetryPolicy policy, RequestBudget budget) {
        this.transport = transport;
        this.settings = settings;
        this.policy = policy;
        this.budget = budget;
        this.origin = HttpHost.create(settings.baseUrl());
        this.authorization = settings.authorization();
    }

    /**
     * Sends a request, again if the first attempt failed and that is harmless. While it waits it can be interrupted,
     * and {@link #stopWaiting()} ends it.
     *
     * @return                                   the answer with its body still to be read; the caller closes it. Its
     *                                           status is 2xx, that of a read 200: nothing else is complete
     * @throws TenantApiAuthenticationException  401 and 403
     * @throws TenantApiNotFoundException        404 and 410
     * @throws TenantApiConflictException        409
     * @throws TenantApiRateLimitedException     429
     * @throws TenantApiRejectedException        any other 4xx that is about what was sent
     * @throws TenantApiUnavailableException     5xx, 4xx that says nothing of what was sent (407, 408, 421, 425, 460,
     *                                           499), and whatever keeps an answer from arriving: no connection, a
     *                                           timeout, a reset, a transport that was closed, a wait that was ended or
     *                                           would be too long; {@link TenantApiException#isAmbiguous()} says
     *                                           whether a write may have been carried out all the same
     * @throws TenantApiMalformedAnswerException any other status, a web page, or not even HTTP; and to a read an answer
     *                                           that is or may be a part
     * @throws java.io.UncheckedIOException      if the payload's own source cannot be read
     */
    public Answer execute(Request request) {
        Call call = new Call(request, settings, false);
        for (int retries = 0;; retries++) {
            if (underWay.isStopped() && request.isRead()) {
                throw call.notSent("the route is being stopped.", null);
            }
            long turn = awaitTurn(call);
            try {
                Answer answer = executeOnce(call);
                reachability.set(Reachability.GOOD);
                return answer;
            } catch (TenantApiException e) {
                reachability.updateAndGet(before -> before.after(e, Instant.now()));
                Duration delay = delay(retries, e);
                pause(turn, delay, e);
                if (!isHarmlessToRepeat(request, e) || !await(retries, delay, e)) {
                    throw e;
                }
                call = call.after(e);
            }
        }
    }

    /**
     * Waits before a request is tried again by the caller, as {@link #execute} does by itself: with the same delays,
     * and as often for one request.
     *
     * @param  retries                       how often the caller has tried again already, 0 at first
     * @param  failure                       why it has to
     * @return                               false, without any wait, if that was often enough
     * @throws TenantApiUnavailableException if the wait was ended by {@link #stopWaiting()} or an interrupt; it is as
     *                                       ambiguous as the failure
     */
    public boolean awaitRetry(int retries, TenantApiException failure) {
        return await(retries, delay(retries, failure), failure);
    }

    /**
     * Until when nothing is sent because the server asked for a pause; empty while it did not. The Connection is not
     * down then, it is throttled.
     */
    public Optional<Instant> throttledUntil() {
        return budget.throttledUntil();
    }

    /** How the latest requests have ended. */
    public Reachability reachability() {
        return Objects.requireNonNull(reachability.get());
    }

    /**
     * From now on no request waits for the server: one that does fails with an exception, and failures are thrown at
     * once. What is under way goes on. For when what uses this client is being stopped; the other clients of the
     * Connection go on.
     */
    public void stopWaiting() {
        underWay.stopWaiting();
        budget.wake();
    }

    /**
     * As {@link #stopWaiting()}, and nothing that reads is under way any more: it is aborted, and not begun. A write
     * has a few seconds to end. For when what uses this client is being stopped and does not want to wait for a silent
     * server.
     */
    public void stop() {
        stopWaiting();
        underWay.stop();
    }

    private boolean isStopping() {
        return underWay.isStopping() || budget.isStopping() || transport.isClosed();
    }

    private long awaitTurn(Call call) {
        try {
            return budget.awaitTurn(this, policy, this::isStopping);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw call.notSent("the thread was interrupted while it waited for its turn.", e);
        } catch (CancellationException e) {
            throw call.notSent("the server asked for a pause, and the route is being stopped.", e);
        } catch (TimeoutException e) {
            throw call.notSent("the server asked for a pause" + throttledUntil().map(until -> " until " + until).orElse("")
                               + ". Try again after that.",
                    e);
        }
    }

    private Duration delay(int retries, TenantApiException failure) {
        return policy.delay(retries, failure.getRequest().retryAfter(), ThreadLocalRandom.current());
    }

    /** A pause that the server asks of one request holds for all of the Connection. */
    private void pause(long turn, Duration delay, TenantApiException failure) {
        StatusMeaning meaning = StatusMeaning.of(failure.getRequest());
        boolean tooMany = meaning == StatusMeaning.TOO_MANY;
        if (tooMany || meaning == StatusMeaning.NOT_NOW && failure.getRequest().retryAfter().isPresent()) {
            budget.pause(turn, delay, tooMany, failure.getMessage());
        }
    }

    private static boolean isHarmlessToRepeat(Request request, TenantApiException failure) {
        Payload payload = request.payload();
        boolean canBeSentAgain = payload == null || payload.repeatable() || !failure.getRequest().sent();
        return canBeSentAgain && !(failure.getCause() instanceof RequestWatch.Aborted)
                && !(failure instanceof TenantApiMalformedAnswerException)
                && StatusMeaning.isHarmlessToRepeat(failure.getRequest());
    }

    /** Whether there is another attempt; after its delay. */
    private boolean await(int retries, Duration delay, TenantApiException failure) {
        if (retries >= policy.maxRetries() || !policy.allowsWaitOf(delay)) {
            return false;
        }
        LOG.debug("Trying again in {}, retry {} of {}: {}", delay, retries + 1, policy.maxRetries(), failure.getMessage());
        try {
            budget.sleep(delay, this::isStopping);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notTriedAgain(failure, "the thread was interrupted");
        } catch (CancellationException e) {
            throw notTriedAgain(failure, "the route is being stopped");
        }
    }

    private static TenantApiUnavailableException notTriedAgain(TenantApiException failure, String why) {
        return new TenantApiUnavailableException(
                failure.getRequest(), failure.getMessage() + " It was not tried again: " + why + ".", failure);
    }

    private Answer executeOnce(Call call) {
        HttpUriRequestBase http = httpRequest(call);
        RequestWatch watch = underWay.watch(transport, call.request(), http::cancel);
        try {
            return executeOnce(call, http, watch);
        } catch (RuntimeException | Error e) {
            watch.close();
            throw e;
        }
    }

    private Answer executeOnce(Call call, HttpUriRequestBase http, RequestWatch watch) {
        PayloadEntity payload = payload(call.request(), http, watch);
        http.setEntity(payload);
        ClassicHttpResponse response = send(call, http, payload, watch);
        watch.answered();
        AnswerHead head = AnswerHead.of(response);
        InputStream bytes = content(call, head, response);
        if (!head.isSuccess()) {
            throw call.refused(head, beginningOf(bytes, http, watch));
        }
        AnswerBody body = new AnswerBody(bytes, settings.maxResponseSize(), () -> tooLarge(call, head), watch, http::cancel);
        if (head.isHtml()) {
            body.close();
            throw call.malformed(head, "The answer is a web page, not data: check baseUrl, and whether a proxy or a login page"
                                       + " stands in between.",
                    null);
        }
        String doubt = call.request().isRead() ? doubtThatAllCame(head) : null;
        if (doubt != null) {
            body.close();
            throw call.incomplete(head, doubt);
        }
        return new Answer(call, head, body);
    }

    private static @Nullable String doubtThatAllCame(AnswerHead head) {
        return new Completeness(head).doubt();
    }

    private HttpUriRequestBase httpRequest(Call call) {
        Request request = call.request();
        HttpUriRequestBase http = new HttpUriRequestBase(request.method(), call.uri());
        http.setHeader(HttpHeaders.AUTHORIZATION, authorization);
        http.setHeader("X-Tenant", settings.tenant());
        http.setHeader("X-ConnectionId", settings.connectionId());
        http.setHeader(HttpHeaders.USER_AGENT, settings.userAgent());
        http.setHeader(HttpHeaders.ACCEPT, "application/json");
        request.trace().headers().forEach(http::setHeader);
        return http;
    }

    private static @Nullable PayloadEntity payload(Request request, HttpUriRequestBase http, RequestWatch watch) {
        Payload payload = request.payload();
        return payload == null ? null : new PayloadEntity(payload, watch, http::cancel);
    }

    private ClassicHttpResponse send(Call call, HttpUriRequestBase http, @Nullable PayloadEntity payload, RequestWatch watch) {
        watch.waits();
        try {
            return transport.send(origin, http);
        } catch (IOException e) {
            IOException told = watch.told(e);
            if (told instanceof ClientProtocolException) {
                throw call.malformed(AnswerHead.NONE, "The answer is not valid HTTP: " + e.getMessage(), e);
            }
            throw call.unreachable(told, payload == null || payload.isBegun());
        }
    }

    private static InputStream content(Call call, AnswerHead head, ClassicHttpResponse response) {
        try {
            HttpEntity entity = response.getEntity();
            return entity == null ? InputStream.nullInputStream() : entity.getContent();
        } catch (IOException e) {
            throw call.brokenOff(head, e);
        }
    }

    private static byte[] beginningOf(InputStream bytes, HttpUriRequestBase http, RequestWatch watch) {
        try (AnswerBody body = new AnswerBody(bytes, Long.MAX_VALUE, IllegalStateException::new, watch, http::cancel)) {
            return body.readNBytes(KEPT_OF_AN_ERROR);
        } catch (IOException e) {
            // the status says enough
            return new byte[0];
        }
    }

    private TenantApiMalformedAnswerException tooLarge(Call call, AnswerHead head) {
        return call.malformed(head, "The answer has more than " + settings.maxResponseSize()
                                    + " bytes: ask for less, or raise maxResponseSize.",
                null);
    }
}

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
package org.tenantapi.camel.client;

import java.io.IOException;
import java.io.InputStream;

import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;

/**
 * Talks to the Tenant API in the name of one Connection of one Tenant. It sends each request once, as it is. Safe for
 * use by many threads.
 */
public final class TenantApiClient {

    private static final int KEPT_OF_AN_ERROR = 8 * 1024;

    private final HttpTransport transport;
    private final ClientSettings settings;
    private final HttpHost origin;
    private final String authorization;

    /**
     * @param transport stays open, it may serve other clients too
     */
    public TenantApiClient(HttpTransport transport, ClientSettings settings) {
        this.transport = transport;
        this.settings = settings;
        this.origin = HttpHost.create(settings.baseUrl());
        this.authorization = settings.authorization();
    }

    /**
     * Sends a request.
     *
     * @return                                   the answer, 2xx, with its body still to be read; the caller closes it
     * @throws TenantApiAuthenticationException  401 and 403
     * @throws TenantApiNotFoundException        404
     * @throws TenantApiConflictException        409
     * @throws TenantApiRateLimitedException     429
     * @throws TenantApiRejectedException        any other 4xx
     * @throws TenantApiUnavailableException     5xx, and whatever keeps an answer from arriving: no connection, a
     *                                           timeout, a reset, a transport that was closed
     * @throws TenantApiMalformedAnswerException any other status, a web page, or not even HTTP
     * @throws java.io.UncheckedIOException      if the payload's own source cannot be read
     */
    public Answer execute(Request request) {
        Call call = new Call(request, settings);
        HttpUriRequestBase http = httpRequest(call);
        ClassicHttpResponse response = send(call, http);
        AnswerHead head = AnswerHead.of(response);
        InputStream bytes = content(call, head, response);
        if (!head.isSuccess()) {
            throw call.refused(head, beginningOf(bytes, http));
        }
        AnswerBody body = new AnswerBody(bytes, settings.maxResponseSize(), () -> tooLarge(call, head), http::cancel);
        if (head.isHtml()) {
            body.close();
            throw call.malformed(head, "The answer is a web page, not data: check baseUrl, and whether a proxy or a login page"
                                       + " stands in between.",
                    null);
        }
        return new Answer(call, head, body);
    }

    private HttpUriRequestBase httpRequest(Call call) {
        Request request = call.request();
        HttpUriRequestBase http = new HttpUriRequestBase(request.method(), call.uri());
        http.setHeader(HttpHeaders.AUTHORIZATION, authorization);
        http.setHeader("X-Tenant", settings.tenant());
        http.setHeader("X-ConnectionId", settings.connectionId());
        http.setHeader(HttpHeaders.USER_AGENT, settings.userAgent());
        http.setHeader(HttpHeaders.ACCEPT, "application/json");
        if (request.payload() != null) {
            http.setEntity(new PayloadEntity(request.payload(), http::cancel));
        }
        return http;
    }

    private ClassicHttpResponse send(Call call, HttpUriRequestBase http) {
        try {
            return transport.send(origin, http);
        } catch (ClientProtocolException e) {
            throw call.malformed(AnswerHead.NONE, "The server does not speak HTTP as it should: " + e.getMessage(), e);
        } catch (IOException e) {
            throw call.unreachable(e);
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

    private static byte[] beginningOf(InputStream bytes, HttpUriRequestBase http) {
        try (AnswerBody body = new AnswerBody(bytes, Long.MAX_VALUE, IllegalStateException::new, http::cancel)) {
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

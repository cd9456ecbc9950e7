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
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;

import javax.net.ssl.SSLException;

import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/**
 * A request as sent in somebody's name: what an error has to tell about it.
 */
record Call(Request request, ClientSettings settings) {

    private static final int EXCERPT_LENGTH = 500;

    URI uri() {
        return request.resolve(settings.baseUrl());
    }

    /** For an answer that says no. */
    TenantApiException refused(AnswerHead head, byte[] body) {
        Failure failure = failure(head, settings.withoutSecrets(AnswerHead.text(body)));
        String said = failure.body().isBlank() ? "" : " The server said: " + excerpt(failure.body());
        int status = head.status();
        if (status == 401) {
            return new TenantApiAuthenticationException(
                    failure, message(head, "Check username and password." + said), null);
        }
        if (status == 403) {
            return new TenantApiAuthenticationException(
                    failure, message(head, "Check that this user may do this on this Tenant and Connection." + said), null);
        }
        if (status == 404) {
            return new TenantApiNotFoundException(
                    failure, message(head, "Check the id, the record type and baseUrl." + said), null);
        }
        if (status == 409) {
            return new TenantApiConflictException(
                    failure, message(head, "Another record of this Connection may hold the remoteId." + said), null);
        }
        if (status == 429) {
            return new TenantApiRateLimitedException(failure, message(head, "Send fewer requests." + said), null);
        }
        if (status >= 400 && status < 500) {
            return new TenantApiRejectedException(
                    failure, message(head, "Correct what is sent; the same request would be refused again." + said), null);
        }
        if (status >= 500 && status < 600) {
            return new TenantApiUnavailableException(
                    failure, message(head, "The server failed; try again later." + said), null);
        }
        String redirect = head.location().map(to -> " It points to " + settings.withoutSecrets(to) + ".").orElse("");
        return new TenantApiMalformedAnswerException(
                failure,
                message(head, "The Tenant API does not answer like this: check baseUrl, and whether a proxy or a login page"
                              + " stands in between." + redirect + said),
                null);
    }

    /** For a request that got no answer. */
    TenantApiUnavailableException unreachable(Exception cause) {
        return new TenantApiUnavailableException(
                failure(AnswerHead.NONE, ""), message("no answer", advice(cause) + " Cause: " + cause), cause);
    }

    /** For an answer that broke off. */
    TenantApiUnavailableException brokenOff(AnswerHead head, IOException cause) {
        return new TenantApiUnavailableException(
                failure(head, ""), message(head, "The answer broke off; try again. Cause: " + cause), cause);
    }

    /** For an answer that is not what the Tenant API answers. */
    TenantApiMalformedAnswerException malformed(AnswerHead head, String what, Throwable cause) {
        return new TenantApiMalformedAnswerException(failure(head, ""), message(head, what), cause);
    }

    private Failure failure(AnswerHead head, String body) {
        return new Failure(
                request.method(), request.target(), settings.tenant(), settings.connectionId(), head.status(), head.reason(),
                head.headers(), body);
    }

    private String message(AnswerHead head, String rest) {
        return message(head.status() == 0 ? "no valid answer" : (head.status() + " " + head.reason()).trim(), rest);
    }

    private String message(String result, String rest) {
        return request.method() + " " + uri() + " (tenant " + settings.tenant() + ", connection " + settings.connectionId()
               + "): " + result + ". " + rest;
    }

    private static String advice(Exception cause) {
        if (cause instanceof ConnectionRequestTimeoutException) {
            return "No connection became free in time: raise maxConnections, or close answers sooner.";
        }
        if (cause instanceof ConnectTimeoutException || cause instanceof ConnectException
                || cause instanceof UnknownHostException || cause instanceof NoRouteToHostException) {
            return "Cannot connect: check baseUrl and the network.";
        }
        if (cause instanceof SSLException) {
            return "Cannot speak TLS with the server: check sslContextParameters and baseUrl.";
        }
        if (cause instanceof SocketTimeoutException) {
            return "The server took too long: try again later, or raise responseTimeout.";
        }
        return "The connection broke: try again later.";
    }

    /** One line, so that a server cannot forge lines of a log. */
    private static String excerpt(String body) {
        String line = body.replaceAll("[\\p{Cntrl}\\s]+", " ").trim();
        return line.length() <= EXCERPT_LENGTH ? line : line.substring(0, EXCERPT_LENGTH) + "...";
    }
}

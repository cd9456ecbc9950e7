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
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

import javax.net.ssl.SSLException;

import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.client.TenantApiException;
import org.tenantapi.camel.client.TenantApiMalformedAnswerException;
import org.tenantapi.camel.client.TenantApiUnavailableException;

/**
 * A request with the settings that it is sent with: the facts for the message of an error.
 *
 * @param sentBefore whether an attempt before this one was sent
 */
record Call(Request request, ClientSettings settings, boolean sentBefore) {

    private static final int UNAUTHORIZED = 401;
    private static final int EXCERPT_LENGTH = 500;

    /** The same once more, after an attempt that failed so. */
    Call after(TenantApiException failure) {
        return new Call(request, settings, sentBefore || failure.getRequest().sent());
    }

    URI uri() {
        return request.resolve(settings.baseUrl());
    }

    /** For an answer that refuses the request. */
    TenantApiException refused(AnswerHead received, byte[] body) {
        AnswerHead head = received.filtered(settings::withoutSecrets);
        Failure failure = failure(head, settings.withoutSecrets(new String(body, StandardCharsets.UTF_8)));
        String message = message(head, remedy(head) + excerpt(failure.body()));
        return failure.meaning().exception(failure, message);
    }

    private static String remedy(AnswerHead head) {
        return switch (StatusMeaning.of(head.status(), head.headers())) {
            case NOT_ALLOWED -> head.status() == UNAUTHORIZED
                    ? "Check username and password." : "Check that this user may do this on this Tenant and Connection.";
            case NOT_FOUND -> "Check the id, the record type and baseUrl.";
            case CONFLICT -> "Another record of this Connection may hold the remoteId.";
            case TOO_MANY -> "Send fewer requests.";
            case REJECTED -> "Correct the content: sent unchanged, it would be rejected again.";
            case NOT_NOW -> "The server is not available for it now; try again later.";
            case NOT_LET_THROUGH -> "A proxy in between requires a login of its own: check its credentials.";
            case ANSWER_LOST -> "The answer did not come in time or was lost on the way; try again later.";
            case FAILED -> "The server failed; try again later.";
            case SUCCESS, FOREIGN ->
                "The Tenant API does not answer like this: check baseUrl, and whether a proxy or a login page stands in"
                                     + " between." + head.location().map(to -> " It points to " + to + ".").orElse("");
        };
    }

    /**
     * For a request that got no answer.
     *
     * @param sent whether the server may have got it
     */
    TenantApiUnavailableException unreachable(IOException cause, boolean sent) {
        return new TenantApiUnavailableException(
                failure(AnswerHead.NONE, "", sent), message(AnswerHead.NONE, advice(cause) + " Cause: " + cause),
                Printable.cause(cause));
    }

    /** For a request that was not attempted. */
    TenantApiUnavailableException notSent(String why, @Nullable Throwable cause) {
        return new TenantApiUnavailableException(
                failure(AnswerHead.NONE, "", false), message(AnswerHead.NONE, "It was not sent: " + why), cause);
    }

    /** For an answer that was truncated. */
    TenantApiUnavailableException brokenOff(AnswerHead received, IOException cause) {
        AnswerHead head = received.filtered(settings::withoutSecrets);
        return new TenantApiUnavailableException(
                failure(head, ""), message(head, "The answer was truncated; try again. Cause: " + cause),
                Printable.cause(cause));
    }

    /** For an answer that may be a part of what was asked for. */
    TenantApiMalformedAnswerException incomplete(AnswerHead head, String doubt) {
        return malformed(head, "The answer may not be complete: " + doubt
                               + ". None of it is used. Check baseUrl, and have a gateway or a proxy in between pass complete"
                               + " answers, without pages.",
                null);
    }

    /** For an answer that is not what the Tenant API answers. */
    TenantApiMalformedAnswerException malformed(AnswerHead received, String what, @Nullable Throwable cause) {
        AnswerHead head = received.filtered(settings::withoutSecrets);
        return new TenantApiMalformedAnswerException(
                failure(head, ""), message(head, what), cause instanceof IOException io ? Printable.cause(io) : cause);
    }

    private Failure failure(AnswerHead head, String body) {
        return failure(head, body, true);
    }

    private Failure failure(AnswerHead head, String body, boolean sent) {
        return new Failure(
                request.method(), request.target(), settings.tenant(), settings.connectionId(), head, body, sent, sentBefore);
    }

    /** In one line, so that a server cannot forge lines of a log. */
    private String message(AnswerHead head, String rest) {
        String result = head.status() == 0 ? "no answer" : (head.status() + " " + head.reason()).trim();
        return Printable.of(request.method() + " " + uri() + " (tenant " + settings.tenant() + ", connection "
                            + settings.connectionId() + "): " + result + ". " + rest);
    }

    private static String advice(IOException cause) {
        if (cause instanceof RequestWatch.Aborted) {
            return cause.getMessage() + ".";
        }
        if (cause instanceof ConnectionRequestTimeoutException) {
            return "No connection became free in time: raise maxConnections, or close answers sooner.";
        }
        if (cause instanceof ConnectTimeoutException || cause instanceof ConnectException
                || cause instanceof UnknownHostException || cause instanceof NoRouteToHostException) {
            return "Cannot connect: check baseUrl and the network.";
        }
        if (cause instanceof SSLException) {
            return "Cannot establish TLS with the server: check sslContextParameters and baseUrl.";
        }
        if (cause instanceof SocketTimeoutException) {
            return "The server took too long: try again later, or raise responseTimeout.";
        }
        return "The connection broke: try again later.";
    }

    private static String excerpt(String body) {
        String line = body.replaceAll("[\\p{C}\\p{Z}\\s]+", " ").trim();
        if (line.isEmpty()) {
            return "";
        }
        return " The server answered: " + (line.length() <= EXCERPT_LENGTH ? line : line.substring(0, EXCERPT_LENGTH) + "...");
    }
}

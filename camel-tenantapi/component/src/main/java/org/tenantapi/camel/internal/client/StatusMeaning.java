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

import java.util.Map;

import org.tenantapi.camel.client.FailedRequest;
import org.tenantapi.camel.client.TenantApiAuthenticationException;
import org.tenantapi.camel.client.TenantApiConflictException;
import org.tenantapi.camel.client.TenantApiException;
import org.tenantapi.camel.client.TenantApiMalformedAnswerException;
import org.tenantapi.camel.client.TenantApiNotFoundException;
import org.tenantapi.camel.client.TenantApiRateLimitedException;
import org.tenantapi.camel.client.TenantApiRejectedException;
import org.tenantapi.camel.client.TenantApiUnavailableException;

/**
 * The meaning of the status of an answer: for the content of the request, for whether a write was carried out, and for
 * sending it again. All that is judged by a status is judged here, each status for the reason that stands beside it.
 */
enum StatusMeaning {

    /** 2xx (RFC 9110, 15.3). Whether such an answer is complete, {@link Completeness} tells. */
    SUCCESS(true, false, false),

    /**
     * The server has looked at the request and rejects it as it is; unchanged it would be rejected again. All of 4xx
     * that is not below (RFC 9110, 15.5).
     */
    REJECTED(false, false, false),

    /** The user is not let in (401), or may not do this (403). */
    NOT_ALLOWED(false, false, false),

    /** 404; 410 says the same, and that it stays so (RFC 9110, 15.5.11). */
    NOT_FOUND(false, false, false),

    /** 409: refused because of what the server has already. */
    CONFLICT(false, false, false),

    /** 429 (RFC 6585, 4): refused because of the requests before it. */
    TOO_MANY(false, true, true),

    /**
     * Refused for the time being and whatever its content, so that nothing was done: 503 that says when to come again
     * (RFC 9110, 15.6.4), which is the server itself and no gateway that lost it; 425, by a server that does not want
     * to risk a replay (RFC 8470, 5.2); 421, by a server that is not the one meant, which RFC 9110, 15.5.20 has
     * repeated whatever the method.
     */
    NOT_NOW(false, true, true),

    /**
     * Not let through by a proxy on the way, so that the server never had it: 407 (RFC 9110, 15.5.8), and 511 of a
     * network that wants a login first, which no server sends (RFC 6585, 6). Neither goes away by itself.
     */
    NOT_LET_THROUGH(false, false, false),

    /**
     * What stands between the server and its answer gave up waiting, and says nothing of what the server did. 408: the
     * request did not arrive in time (RFC 9110, 15.5.9), which gateways also say of an answer that did not. 502 and
     * 504: a gateway got no answer, or none that it could read (15.6.3, 15.6.5). 503 without Retry-After: a gateway or
     * a load balancer says it after the server did the work, too. Outside of the standards: 499 of nginx and 460 of
     * AWS, whose client hung up; 520 to 527 and 530 of Cloudflare, some of which mean that the server was never
     * reached, but whose numbers are not registered, so that others may mean something else by them.
     */
    ANSWER_LOST(true, true, false),

    /**
     * The server failed over it: 500 and any other 5xx. It may have failed after it was done; and over a read it most
     * likely fails again at once, which the next poll finds out soon enough.
     */
    FAILED(true, false, false),

    /** Neither of these: a redirect, which nothing here follows, or what is not a status of an answer at all. */
    FOREIGN(true, false, false);

    private static final int NO_ANSWER = 0;

    private final boolean writeMayBeDone;
    private final boolean repeatsReads;
    private final boolean repeatsWrites;

    StatusMeaning(boolean writeMayBeDone, boolean repeatsReads, boolean repeatsWrites) {
        this.writeMayBeDone = writeMayBeDone;
        this.repeatsReads = repeatsReads;
        this.repeatsWrites = repeatsWrites;
    }

    /**
     * @param status  0 for no answer
     * @param headers of the answer
     */
    static StatusMeaning of(int status, Map<String, String> headers) {
        return switch (status) {
            case NO_ANSWER, 408, 460, 499, 502, 504, 520, 521, 522, 523, 524, 525, 526, 527, 530 -> ANSWER_LOST;
            case 503 -> RetryAfter.isGiven(headers) ? NOT_NOW : ANSWER_LOST;
            case 401, 403 -> NOT_ALLOWED;
            case 404, 410 -> NOT_FOUND;
            case 407, 511 -> NOT_LET_THROUGH;
            case 409 -> CONFLICT;
            case 421, 425 -> NOT_NOW;
            case 429 -> TOO_MANY;
            default -> switch (status / 100) {
                case 2 -> SUCCESS;
                case 4 -> REJECTED;
                case 5 -> FAILED;
                default -> FOREIGN;
            };
        };
    }

    static StatusMeaning of(FailedRequest request) {
        return of(request.status(), request.headers());
    }

    /** Whether a write that was answered so may have been carried out, as far as the status tells. */
    boolean writeMayBeDone() {
        return writeMayBeDone;
    }

    /** Whether it says something of the record that was asked for, and nothing of the server, the way or the user. */
    boolean isOfTheRecord() {
        return switch (this) {
            case SUCCESS, REJECTED, NOT_FOUND, CONFLICT, FAILED -> true;
            case NOT_ALLOWED, TOO_MANY, NOT_NOW, NOT_LET_THROUGH, ANSWER_LOST, FOREIGN -> false;
        };
    }

    /** Whether a request can be sent again as if it had not been sent before. */
    static boolean isHarmlessToRepeat(FailedRequest request) {
        StatusMeaning meaning = of(request);
        return request.method().equals("GET") || !request.sent() ? meaning.repeatsReads : meaning.repeatsWrites;
    }

    /** The exception for an answer of this status; a success gets it that cannot be read. */
    TenantApiException exception(FailedRequest failure, String message) {
        return switch (this) {
            case NOT_ALLOWED -> new TenantApiAuthenticationException(failure, message, null);
            case NOT_FOUND -> new TenantApiNotFoundException(failure, message, null);
            case CONFLICT -> new TenantApiConflictException(failure, message, null);
            case TOO_MANY -> new TenantApiRateLimitedException(failure, message, null);
            case REJECTED -> new TenantApiRejectedException(failure, message, null);
            case NOT_NOW, NOT_LET_THROUGH, ANSWER_LOST, FAILED -> new TenantApiUnavailableException(failure, message, null);
            case SUCCESS, FOREIGN -> new TenantApiMalformedAnswerException(failure, message, null);
        };
    }
}

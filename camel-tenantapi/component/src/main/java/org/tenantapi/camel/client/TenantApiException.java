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

import java.util.Map;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.HttpResponseAware;
import org.jspecify.annotations.Nullable;

/**
 * The failure of a request to the Tenant API. The message says what failed, where, and what to do; neither it nor
 * anything kept here holds the password.
 */
public class TenantApiException extends RuntimeCamelException implements HttpResponseAware {

    private final FailedRequest request;

    /** For {@code request}, with a message that says what failed, where, and what to do. */
    public TenantApiException(FailedRequest request, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.request = request;
    }

    /** The HTTP method of the request. */
    public String getMethod() {
        return request.method();
    }

    /** Path and query of the request behind the API's root, percent-encoded. */
    public String getPath() {
        return request.path();
    }

    /** The Tenant in whose name the request was sent. */
    public String getTenant() {
        return request.tenant();
    }

    /** The Connection in whose name the request was sent. */
    public String getConnectionId() {
        return request.connectionId();
    }

    /** The status code of the answer, 0 if there was none. */
    @Override
    public int getHttpResponseCode() {
        return request.status();
    }

    /** The reason phrase of the answer, empty if there was none. */
    @Override
    public String getHttpResponseStatus() {
        return request.reason();
    }

    /**
     * Whether the request may have been carried out all the same: one that writes, of which the server may have got all
     * and has not said that it did nothing. Such a request must not be sent again before the record has been looked up.
     * False for what only reads, for what was certainly never sent, and for answers that are given instead of doing it:
     * most of 4xx, and 503 with {@code Retry-After}. A 503 without one is what a gateway says that lost the answer.
     */
    public boolean isAmbiguous() {
        return request.isAmbiguous();
    }

    /**
     * Whether it is the fault of the record that was asked for, as far as the answer tells: it was refused, or the
     * server failed over it, or what it answered is not a record. Other records may be read all the same, which they
     * may not when there is no connection, or the server wants a pause or does not know the user.
     */
    public boolean isOfTheRecord() {
        return request.isOfTheRecord();
    }

    /** The headers of the answer, whatever the case of their names; several of one name are joined by a comma. */
    public Map<String, String> getResponseHeaders() {
        return request.headers();
    }

    /** The first 8 KiB of what the server answered, as text; empty if there was nothing or it was not kept. */
    public String getResponseBody() {
        return request.body();
    }

    /** The request that failed. */
    public FailedRequest getRequest() {
        return request;
    }

    @Override
    public void setHttpResponseCode(int code) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setHttpResponseStatus(@Nullable String status) {
        throw new UnsupportedOperationException();
    }
}

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

import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * One Connection of one Tenant, under a name that endpoints use: {@code tenantapi:name/order}. Put it into the
 * registry, or configure it as {@code camel.component.tenantapi.connections[name].connectionId=...}. What is not set
 * here is taken from the component.
 */
public class TenantConnection {

    private @Nullable String baseUrl;
    private @Nullable String tenant;
    private @Nullable String username;
    private @Nullable String password;
    private @Nullable String connectionId;
    private @Nullable String userAgent;
    private @Nullable Boolean allowPlainHttp;
    private @Nullable Double requestsPerSecond;
    private @Nullable SSLContextParameters sslContextParameters;

    public @Nullable String getBaseUrl() {
        return baseUrl;
    }

    /**
     * The API's root, such as {@code https://api.example.com/api}.
     */
    public void setBaseUrl(@Nullable String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public @Nullable String getTenant() {
        return tenant;
    }

    /**
     * The Tenant's code.
     */
    public void setTenant(@Nullable String tenant) {
        this.tenant = tenant;
    }

    public @Nullable String getUsername() {
        return username;
    }

    /**
     * The name of a user of the Tenant.
     */
    public void setUsername(@Nullable String username) {
        this.username = username;
    }

    public @Nullable String getPassword() {
        return password;
    }

    /**
     * The user's password.
     */
    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    public @Nullable String getConnectionId() {
        return connectionId;
    }

    /**
     * The Connection's id. It decides whose remoteIds are read and written.
     */
    public void setConnectionId(@Nullable String connectionId) {
        this.connectionId = connectionId;
    }

    public @Nullable String getUserAgent() {
        return userAgent;
    }

    /**
     * The User-Agent header: product, version and a contact, such as {@code my-app/1.0 (contact@example.com)}.
     */
    public void setUserAgent(@Nullable String userAgent) {
        this.userAgent = userAgent;
    }

    public @Nullable Boolean getAllowPlainHttp() {
        return allowPlainHttp;
    }

    /**
     * Whether http is allowed to hosts other than this one, which sends the password in the clear.
     */
    public void setAllowPlainHttp(@Nullable Boolean allowPlainHttp) {
        this.allowPlainHttp = allowPlainHttp;
    }

    public @Nullable Double getRequestsPerSecond() {
        return requestsPerSecond;
    }

    /**
     * How many requests a second all endpoints of this connection send together, such as 10 or 0.5; 0 for as many as
     * there are.
     */
    public void setRequestsPerSecond(@Nullable Double requestsPerSecond) {
        this.requestsPerSecond = requestsPerSecond;
    }

    public @Nullable SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    /**
     * TLS settings, such as a trust store of your own.
     */
    public void setSslContextParameters(@Nullable SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    /**
     * All but the password.
     */
    @Override
    public String toString() {
        return "TenantConnection[baseUrl=" + baseUrl + ", tenant=" + tenant + ", username=" + username + ", connectionId="
               + connectionId + "]";
    }
}

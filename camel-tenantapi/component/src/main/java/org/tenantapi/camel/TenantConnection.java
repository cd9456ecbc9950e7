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

/**
 * One Connection of one Tenant, under a name that endpoints use: {@code tenantapi:name/order}. Put it into the
 * registry, or configure it as {@code camel.component.tenantapi.connections[name].connectionId=...}. What is not set
 * here is taken from the component.
 */
public class TenantConnection {

    private String baseUrl;
    private String tenant;
    private String username;
    private String password;
    private String connectionId;
    private String userAgent;
    private Boolean allowPlainHttp;
    private Double requestsPerSecond;
    private SSLContextParameters sslContextParameters;

    public String getBaseUrl() {
        return baseUrl;
    }

    /**
     * The API's root, such as {@code https://api.example.com/api}.
     */
    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public String getTenant() {
        return tenant;
    }

    /**
     * The Tenant's code.
     */
    public void setTenant(String tenant) {
        this.tenant = tenant;
    }

    public String getUsername() {
        return username;
    }

    /**
     * The name of a user of the Tenant.
     */
    public void setUsername(String username) {
        this.username = username;
    }

    public String getPassword() {
        return password;
    }

    /**
     * The user's password.
     */
    public void setPassword(String password) {
        this.password = password;
    }

    public String getConnectionId() {
        return connectionId;
    }

    /**
     * The Connection's id. It decides whose remoteIds are read and written.
     */
    public void setConnectionId(String connectionId) {
        this.connectionId = connectionId;
    }

    public String getUserAgent() {
        return userAgent;
    }

    /**
     * The User-Agent header: product, version and a contact, such as {@code my-app/1.0 (contact@example.com)}.
     */
    public void setUserAgent(String userAgent) {
        this.userAgent = userAgent;
    }

    public Boolean getAllowPlainHttp() {
        return allowPlainHttp;
    }

    /**
     * Whether http is allowed to hosts other than this one, which sends the password in the clear.
     */
    public void setAllowPlainHttp(Boolean allowPlainHttp) {
        this.allowPlainHttp = allowPlainHttp;
    }

    public Double getRequestsPerSecond() {
        return requestsPerSecond;
    }

    /**
     * How many requests a second all endpoints of this connection send together, such as 10 or 0.5; 0 for as many as
     * there are.
     */
    public void setRequestsPerSecond(Double requestsPerSecond) {
        this.requestsPerSecond = requestsPerSecond;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    /**
     * TLS settings, such as a trust store of your own.
     */
    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
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

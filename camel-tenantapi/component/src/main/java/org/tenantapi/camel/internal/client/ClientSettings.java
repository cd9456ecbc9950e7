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

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The server of a {@link TenantApiClient}, and the Tenant, the Connection and the user that it acts for.
 *
 * @param baseUrl         the API's root, e.g. {@code https://api.example.com/api}; a trailing slash does not matter
 * @param tenant          the Tenant's code, sent as {@code X-Tenant}
 * @param username        name of a user of the Tenant
 * @param password        that user's password; never printed
 * @param connectionId    the Connection whose remoteIds are read and written, sent as {@code X-ConnectionId}
 * @param userAgent       product, version and a contact, e.g. {@code my-app/1.0 (contact@example.com)}; if missing,
 *                        {@code camel-tenantapi}
 * @param allowPlainHttp  whether {@code http:} is allowed to other hosts than the own one (loopback)
 * @param maxResponseSize how many bytes, uncompressed, an answer may have
 */
public record ClientSettings(
        URI baseUrl,
        String tenant,
        String username,
        String password,
        String connectionId,
        String userAgent,
        boolean allowPlainHttp,
        long maxResponseSize) {

    private static final String MASK = "***";
    private static final String DEFAULT_USER_AGENT = "camel-tenantapi";
    private static final Pattern IPV4_LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");

    /**
     * @throws IllegalArgumentException if a value is missing, cannot be sent as it is, or would send the password in
     *                                  the clear
     */
    public ClientSettings {
        baseUrl = apiRoot(baseUrl, allowPlainHttp);
        requireHeaderText("tenant", tenant);
        requireHeaderText("connectionId", connectionId);
        userAgent = userAgent == null ? DEFAULT_USER_AGENT : userAgent;
        requireHeaderText("userAgent", userAgent);
        requireCredential("username", username);
        requireCredential("password", password);
        if (username.indexOf(':') >= 0) {
            throw new IllegalArgumentException("username must not hold a colon: HTTP Basic (RFC 7617) cannot send it");
        }
        if (maxResponseSize < 1) {
            throw new IllegalArgumentException("maxResponseSize is " + maxResponseSize + ": set it to 1 byte or more");
        }
    }

    /**
     * All but the password.
     */
    @Override
    public String toString() {
        return "ClientSettings[baseUrl=" + baseUrl + ", tenant=" + tenant + ", username=" + username + ", password=" + MASK
               + ", connectionId=" + connectionId + ", userAgent=" + userAgent + ", allowPlainHttp=" + allowPlainHttp
               + ", maxResponseSize=" + maxResponseSize + "]";
    }

    String authorization() {
        return "Basic " + credentials();
    }

    /**
     * The text without the password and the credentials, should a server have echoed them.
     */
    String withoutSecrets(String text) {
        return text.replace(credentials(), MASK).replace(password, MASK);
    }

    // RFC 7617: user-id ":" password in UTF-8, base64
    private String credentials() {
        return Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static URI apiRoot(@Nullable URI url, boolean allowPlainHttp) {
        if (url == null) {
            throw new IllegalArgumentException(
                    "baseUrl is not set: set it to the API's root, e.g. https://api.example.com/api");
        }
        // First of all, so that no later message prints a password.
        if (url.getRawAuthority() != null && url.getRawAuthority().indexOf('@') >= 0) {
            throw new IllegalArgumentException(
                    "baseUrl must not hold a user name or password: set the options username and password");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("baseUrl must end with its path, without '?' and '#'");
        }
        if (url.getScheme() == null || url.getHost() == null || url.getPort() > 65_535) {
            throw new IllegalArgumentException(
                    "baseUrl '" + url + "' lacks a scheme, a valid host or a valid port: set it like"
                                               + " https://api.example.com/api");
        }
        requireSafeScheme(url, allowPlainHttp);
        return URI.create(url.toString().replaceAll("/+$", ""));
    }

    private static void requireSafeScheme(URI url, boolean allowPlainHttp) {
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        if (scheme.equals("https") || scheme.equals("http") && (allowPlainHttp || isLoopback(url.getHost()))) {
            return;
        }
        if (scheme.equals("http")) {
            throw new IllegalArgumentException(
                    "baseUrl '" + url + "' would send the password in the clear: use https, or set allowPlainHttp=true");
        }
        throw new IllegalArgumentException("baseUrl '" + url + "' is not an https address");
    }

    // Literals only: a name that needs DNS proves nothing.
    private static boolean isLoopback(String host) {
        if (host.equalsIgnoreCase("localhost") || IPV4_LOOPBACK.matcher(host).matches()) {
            return true;
        }
        if (!host.startsWith("[")) {
            return false;
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static void requireHeaderText(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is not set");
        }
        // anything else reaches the server as another text, or as a header of its own
        if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException(
                    name + " holds a line break or another character that an HTTP header cannot carry:"
                                               + " only printable ASCII is possible");
        }
    }

    private static void requireCredential(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(name + " is not set");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    name + " holds a line break or another control character, which HTTP Basic (RFC 7617) forbids:"
                                               + " look for a stray line end where it is configured");
        }
    }
}

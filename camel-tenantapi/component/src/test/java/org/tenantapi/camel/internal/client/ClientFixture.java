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
import java.net.URI;
import java.time.Duration;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A scripted server and the means to talk to it.
 */
public final class ClientFixture implements AutoCloseable {

    public static final String PASSWORD = "pässwörd-s3cret";

    public final ScriptedServer server = new ScriptedServer();
    public final CamelContext camelContext = new DefaultCamelContext();
    public final HttpTransport transport;

    public ClientFixture() {
        this(TransportSettings.defaults());
    }

    public ClientFixture(TransportSettings settings) {
        transport = new HttpTransport(camelContext, settings);
    }

    public static TransportSettings impatient() {
        return new TransportSettings(null, null, Duration.ofSeconds(5), Duration.ofMillis(200), null, 1);
    }

    public TenantApiClient client() {
        return client(1 << 30);
    }

    public TenantApiClient client(long maxResponseSize) {
        return client(settings(server.baseUrl(), maxResponseSize), RetryPolicy.never());
    }

    public TenantApiClient client(ClientSettings settings, RetryPolicy retryPolicy) {
        return client(transport, settings, retryPolicy);
    }

    public static TenantApiClient client(HttpTransport transport, ClientSettings settings, RetryPolicy retryPolicy) {
        return new TenantApiClient(transport, settings, retryPolicy, new RequestBudget(0));
    }

    public static ClientSettings settings(URI baseUrl, long maxResponseSize) {
        return new ClientSettings(
                baseUrl, "acme", "anna", PASSWORD, "webshop", "my-app/1.0 (contact@example.com)", false, maxResponseSize);
    }

    @Override
    public void close() throws IOException {
        transport.close();
        server.close();
        camelContext.stop();
    }
}

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

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.util.PropertiesHelper;
import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.internal.management.ImportPlugs;
import org.tenantapi.camel.position.FilePositionStore;
import org.tenantapi.camel.position.PositionStore;

/**
 * The component of the scheme {@code tenantapi}: connections, credentials and what all endpoints share.
 */
@Component("tenantapi")
public class TenantApiComponent extends HealthCheckComponent implements SSLContextParametersAware, ImportPlugs.Owner {

    @Metadata(description = "The API's root, such as https://api.example.com/api.", important = true)
    private @Nullable String baseUrl;
    @Metadata(description = "The Tenant's code.", important = true)
    private @Nullable String tenant;
    @Metadata(label = "security", security = "secret", description = "The name of a user of the Tenant.", important = true)
    private @Nullable String username;
    @Metadata(label = "security", security = "secret", description = "The user's password.", important = true)
    private @Nullable String password;
    @Metadata(description = "The User-Agent header: product, version and a contact, such as my-app/1.0 (https://example.com)."
                            + " The platform asks for one; by default it names this component.")
    private @Nullable String userAgent;
    @Metadata(description = "Connections by name, for tenantapi:name/order. What a connection does not set is taken from here.",
              javaType = "java.util.Map<java.lang.String, org.tenantapi.camel.TenantConnection>")
    private Map<String, TenantConnection> connections = new TreeMap<>();
    @Metadata(description = "The defaults of all endpoints.")
    private TenantApiConfiguration configuration = new TenantApiConfiguration();

    @Metadata(label = "security", description = "TLS settings, such as a trust store of your own.")
    private @Nullable SSLContextParameters sslContextParameters;
    @Metadata(label = "security", defaultValue = "false", description = "Whether to use the TLS settings of the CamelContext.")
    private boolean useGlobalSslContextParameters;
    @Metadata(label = "security", defaultValue = "false",
              description = "Whether http is allowed to hosts other than this one, which sends the password in the clear.")
    private boolean allowPlainHttp;

    @Metadata(label = "advanced", autowired = true,
              description = "Has the last word on the Apache HttpClient that is built for each connection.")
    private @Nullable HttpClientConfigurer httpClientConfigurer;
    @Metadata(label = "advanced", defaultValue = "10s", javaType = "java.time.Duration",
              description = "How long to wait for a TCP connection.")
    private long connectTimeout = 10_000;
    @Metadata(label = "advanced", defaultValue = "60s", javaType = "java.time.Duration",
              description = "How long to wait for the answer, and within it for more bytes.")
    private long responseTimeout = 60_000;
    @Metadata(label = "advanced", defaultValue = "0", javaType = "java.time.Duration",
              description = "How long a request may go on without the head of an answer, and then with fewer than 100 bytes a second."
                            + " Only waiting for the server counts, so a long answer may take its time while more of it arrives. 0 for five minutes,"
                            + " or twice responseTimeout where that is longer.")
    private long requestTimeout;
    @Metadata(label = "advanced", defaultValue = "20",
              description = "How many TCP connections may be open at the same time for each Connection of the platform.")
    private int maxConnections = 20;
    @Metadata(label = "advanced", defaultValue = "3",
              description = "How often a request is tried again: any request that the server refuses for the time being (429, 503 with"
                            + " Retry-After) or that could not be sent, and one that only reads also where the answer was lost (502,"
                            + " 503, 504, a broken connection). 0 for never.")
    private int maxRetries = 3;
    @Metadata(label = "advanced", defaultValue = "5m", javaType = "java.time.Duration",
              description = "The longest wait before a request is tried again. A server that asks for a longer one, with Retry-After,"
                            + " is asked again after this.")
    private long maxRetryAfter = 300_000;
    @Metadata(label = "advanced", defaultValue = "0", javaType = "double",
              description = "How many requests a second all endpoints of one connection send together, such as 10 or 0.5. 0 for as many"
                            + " as there are. Whatever it is, fewer are sent for a while after the server has answered 429.")
    private double requestsPerSecond;
    @Metadata(label = "advanced", defaultValue = "4294967296",
              description = "How many bytes one answer may have, after decompression; a larger one is refused.")
    private long maxResponseSize = 4L << 30;
    @Metadata(label = "advanced", autowired = true,
              description = "Makes objects of records, and JSON of message bodies that are objects.")
    @SuppressWarnings("NullAway.Init") // the start sets it
    private ObjectMapper objectMapper;

    @Metadata(label = "consumer", description = "Where consumers keep their positions; by default files in stateDirectory.")
    @SuppressWarnings("NullAway.Init") // the start sets it
    private PositionStore positionStore;
    @Metadata(label = "consumer", defaultValue = ".camel-tenantapi",
              description = "The directory of the position files. It must survive a restart; for a container it is a volume.")
    private String stateDirectory = ".camel-tenantapi";
    @Metadata(label = "consumer,advanced", defaultValue = "1048576",
              description = "How many bytes of one answer a consumer holds on the heap; a longer answer goes to a temporary file.")
    private int spoolThreshold = 1 << 20;

    private final Connections connectionsByName = new Connections(this);
    private final ImportPlugs importPlugs = new ImportPlugs();
    private final PositionClaims positionClaims = new PositionClaims();

    public TenantApiComponent() {
    }

    public TenantApiComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        String[] path = remaining.split("/", -1);
        if (path.length != 2 || path[0].isBlank()) {
            throw new IllegalArgumentException(
                    "An endpoint is tenantapi:connection/recordType, such as tenantapi:webshop/order, not tenantapi:"
                                               + remaining);
        }
        RecordType.require(path[1]);
        TenantApiConfiguration endpointConfiguration = configuration.copy();
        endpointConfiguration.setConnection(path[0]);
        endpointConfiguration.setRecordType(path[1]);
        TenantApiEndpoint endpoint = new TenantApiEndpoint(uri, this, endpointConfiguration);
        endpointConfiguration.getFilter().putAll(PropertiesHelper.extractProperties(parameters, "filter."));
        setProperties(endpoint, parameters);
        endpoint.setClientSettings(connectionsByName.clientSettings(path[0]));
        return endpoint;
    }

    /** The connections by name, and what the endpoints of one have in common. */
    Connections connectionsByName() {
        return connectionsByName;
    }

    /**
     * What the producers of all Connections import.
     */
    @Override
    public ImportPlugs importPlugs() {
        return importPlugs;
    }

    /** Which consumers use which positions. */
    PositionClaims positionClaims() {
        return positionClaims;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        // not earlier: Camel Main sets the options of a component after its init, and beans are autowired after it with Spring Boot
        if (objectMapper == null) {
            objectMapper = JsonMapper.builder().findAndAddModules().build();
        }
        if (positionStore == null) {
            positionStore = new FilePositionStore(Path.of(stateDirectory));
        }
        connectionsByName.start();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        importPlugs.close();
        connectionsByName.stop();
    }

    public @Nullable String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(@Nullable String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public @Nullable String getTenant() {
        return tenant;
    }

    public void setTenant(@Nullable String tenant) {
        this.tenant = tenant;
    }

    public @Nullable String getUsername() {
        return username;
    }

    public void setUsername(@Nullable String username) {
        this.username = username;
    }

    public @Nullable String getPassword() {
        return password;
    }

    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    public @Nullable String getUserAgent() {
        return userAgent;
    }

    public void setUserAgent(@Nullable String userAgent) {
        this.userAgent = userAgent;
    }

    public Map<String, TenantConnection> getConnections() {
        return connections;
    }

    public void setConnections(Map<String, TenantConnection> connections) {
        this.connections = connections;
    }

    public TenantApiConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(TenantApiConfiguration configuration) {
        this.configuration = configuration;
    }

    public @Nullable SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(@Nullable SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    public boolean isAllowPlainHttp() {
        return allowPlainHttp;
    }

    public void setAllowPlainHttp(boolean allowPlainHttp) {
        this.allowPlainHttp = allowPlainHttp;
    }

    public @Nullable HttpClientConfigurer getHttpClientConfigurer() {
        return httpClientConfigurer;
    }

    public void setHttpClientConfigurer(@Nullable HttpClientConfigurer httpClientConfigurer) {
        this.httpClientConfigurer = httpClientConfigurer;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getResponseTimeout() {
        return responseTimeout;
    }

    public void setResponseTimeout(long responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    public long getRequestTimeout() {
        return requestTimeout;
    }

    public void setRequestTimeout(long requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    public int getMaxConnections() {
        return maxConnections;
    }

    public void setMaxConnections(int maxConnections) {
        this.maxConnections = maxConnections;
    }

    public int getMaxRetries() {
        return maxRetries;
    }

    public void setMaxRetries(int maxRetries) {
        this.maxRetries = maxRetries;
    }

    public long getMaxRetryAfter() {
        return maxRetryAfter;
    }

    public void setMaxRetryAfter(long maxRetryAfter) {
        this.maxRetryAfter = maxRetryAfter;
    }

    public double getRequestsPerSecond() {
        return requestsPerSecond;
    }

    public void setRequestsPerSecond(double requestsPerSecond) {
        this.requestsPerSecond = requestsPerSecond;
    }

    public long getMaxResponseSize() {
        return maxResponseSize;
    }

    public void setMaxResponseSize(long maxResponseSize) {
        this.maxResponseSize = maxResponseSize;
    }

    public ObjectMapper getObjectMapper() {
        return objectMapper;
    }

    public void setObjectMapper(ObjectMapper objectMapper) {
        this.objectMapper = objectMapper;
    }

    public PositionStore getPositionStore() {
        return positionStore;
    }

    public void setPositionStore(PositionStore positionStore) {
        this.positionStore = positionStore;
    }

    public String getStateDirectory() {
        return stateDirectory;
    }

    public void setStateDirectory(String stateDirectory) {
        this.stateDirectory = stateDirectory;
    }

    public int getSpoolThreshold() {
        return spoolThreshold;
    }

    public void setSpoolThreshold(int spoolThreshold) {
        this.spoolThreshold = spoolThreshold;
    }
}

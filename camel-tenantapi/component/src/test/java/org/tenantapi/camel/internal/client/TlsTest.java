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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tenantapi.camel.client.TenantApiUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

class TlsTest {

    private static final String STORE_PASSWORD = "changeit";

    @TempDir
    static Path directory;

    private static Path keyStore;
    private static SSLContext tls;
    private static HttpsServer server;

    @BeforeAll
    static void start() throws Exception {
        keyStore = selfSignedFor127001();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            keys.load(in, STORE_PASSWORD.toCharArray());
        }
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, STORE_PASSWORD.toCharArray());
        tls = SSLContext.getInstance("TLS");
        tls.init(keyManagers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] { '{', '}' });
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void trustsWhatTheSslContextParametersTrust() {
        assertThat(ping(trustingTheServer())).isEqualTo(200);
    }

    @Test
    void trustsNobodyElse() {
        assertThatThrownBy(() -> ping(TransportSettings.defaults()))
                .isInstanceOf(TenantApiUnavailableException.class)
                .hasMessageContainingAll("TLS", "sslContextParameters");
    }

    @Test
    void closesAtOnceWhileAServerReadsNothing() throws Exception {
        CamelContext camelContext = new DefaultCamelContext();
        try (SSLServerSocket deaf = (SSLServerSocket) tls.getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
             HttpTransport transport = new HttpTransport(camelContext, trustingTheServer())) {
            CompletableFuture.runAsync(() -> shakeHandsOnly(deaf));
            URI baseUrl = URI.create("https://127.0.0.1:" + deaf.getLocalPort() + "/api");
            TenantApiClient client
                    = ClientFixture.client(transport, ClientFixture.settings(baseUrl, 100), RetryPolicy.never());
            EndlessSource source = new EndlessSource();
            Request upload = Request.put(new Payload(() -> source, Payload.UNKNOWN_LENGTH, "text/plain"), "file", "1", "data");
            CompletableFuture<Throwable> sending
                    = CompletableFuture.supplyAsync(() -> catchThrowable(() -> client.execute(upload)));
            source.awaitStandstill();

            CompletableFuture.runAsync(transport::close).get(30, TimeUnit.SECONDS);

            assertThat(sending.get(30, TimeUnit.SECONDS)).isInstanceOf(TenantApiUnavailableException.class);
        } finally {
            camelContext.stop();
        }
    }

    private static void shakeHandsOnly(SSLServerSocket server) {
        try {
            SSLSocket socket = (SSLSocket) server.accept();
            socket.startHandshake();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TransportSettings trustingTheServer() {
        KeyStoreParameters trusted = new KeyStoreParameters();
        trusted.setResource(keyStore.toUri().toString());
        trusted.setPassword(STORE_PASSWORD);
        TrustManagersParameters trustManagers = new TrustManagersParameters();
        trustManagers.setKeyStore(trusted);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trustManagers);
        return new TransportSettings(parameters, null, null, null, null, 1);
    }

    private static int ping(TransportSettings settings) {
        URI baseUrl = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/api");
        CamelContext camelContext = new DefaultCamelContext();
        try (HttpTransport transport = new HttpTransport(camelContext, settings);
             Answer answer = ClientFixture.client(transport, ClientFixture.settings(baseUrl, 100), RetryPolicy.never())
                     .execute(Request.get())) {
            answer.bytes();
            return answer.status();
        } finally {
            camelContext.stop();
        }
    }

    private static Path selfSignedFor127001() throws IOException, InterruptedException {
        Path file = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "server",
                "-keyalg", "EC", "-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1", "-validity", "2",
                "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", STORE_PASSWORD)
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        return file;
    }

    private static final class EndlessSource extends InputStream {

        private final AtomicLong given = new AtomicLong();

        @Override
        public int read() {
            given.incrementAndGet();
            return 'x';
        }

        private void awaitStandstill() {
            AtomicLong before = new AtomicLong();
            Awaitility.await("nothing more goes out").pollInterval(Duration.ofMillis(200)).atMost(Duration.ofSeconds(30))
                    .until(() -> given.get() > 0 && before.getAndSet(given.get()) == given.get());
        }
    }
}

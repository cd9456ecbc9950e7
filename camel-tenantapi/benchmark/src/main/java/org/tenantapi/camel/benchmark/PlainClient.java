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
package org.tenantapi.camel.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * The platform without Camel, by Apache HttpClient 5 alone.
 */
final class PlainClient implements AutoCloseable {

    private final CloseableHttpClient client;
    private final String authorization = "Basic " + Base64.getEncoder()
            .encodeToString((CamelWay.USER + ":" + CamelWay.PASSWORD).getBytes(StandardCharsets.UTF_8));

    PlainClient(int connections) {
        client = HttpClientBuilder.create().disableCookieManagement()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(connections).setMaxConnPerRoute(connections).build())
                .build();
    }

    <T> T get(String baseUrl, Reading<T> reading) throws IOException {
        return execute(new HttpGet(baseUrl + "/order"), reading);
    }

    <T> T post(String baseUrl, byte[] order, Reading<T> reading) throws IOException {
        HttpPost post = new HttpPost(baseUrl + "/order");
        post.setEntity(new ByteArrayEntity(order, ContentType.APPLICATION_JSON));
        return execute(post, reading);
    }

    private <T> T execute(HttpUriRequestBase request, Reading<T> reading) throws IOException {
        request.setHeader("Authorization", authorization);
        request.setHeader("Accept", "application/json");
        request.setHeader("X-Tenant", CamelWay.TENANT);
        request.setHeader("X-ConnectionId", CamelWay.CONNECTION_ID);
        return client.execute(request, answer -> {
            if (answer.getCode() / 100 != 2) {
                throw new IOException("Status " + answer.getCode());
            }
            return reading.read(answer.getEntity());
        });
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    /** What is made of an answer. */
    @FunctionalInterface
    interface Reading<T> {
        T read(HttpEntity answer) throws IOException;
    }
}

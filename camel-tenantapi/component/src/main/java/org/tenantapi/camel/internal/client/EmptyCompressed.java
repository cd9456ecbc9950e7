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
import java.io.PushbackInputStream;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpResponseInterceptor;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * An interceptor that takes a compressed body of no bytes for an empty one, as some servers mean it. Decompressed it
 * would be a truncated one, which makes a write uncertain that was carried out.
 */
final class EmptyCompressed implements HttpResponseInterceptor {

    @Override
    public void process(HttpResponse response, EntityDetails details, HttpContext context) throws IOException {
        if (!response.containsHeader(HttpHeaders.CONTENT_ENCODING)
                || !(response instanceof ClassicHttpResponse answer) || answer.getEntity() == null) {
            return;
        }
        PushbackInputStream body = new PushbackInputStream(answer.getEntity().getContent());
        int first = body.read();
        if (first < 0) {
            response.removeHeaders(HttpHeaders.CONTENT_ENCODING);
            answer.setEntity(new ByteArrayEntity(new byte[0], null));
        } else {
            body.unread(first);
            answer.setEntity(new Begun(answer.getEntity(), body));
        }
    }

    private static final class Begun extends HttpEntityWrapper {

        private final InputStream body;

        private Begun(HttpEntity entity, InputStream body) {
            super(entity);
            this.body = body;
        }

        @Override
        public InputStream getContent() {
            return body;
        }

        @Override
        public boolean isStreaming() {
            return true;
        }
    }
}

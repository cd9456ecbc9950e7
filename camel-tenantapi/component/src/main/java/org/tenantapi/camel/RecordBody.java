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

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConversionException;
import org.apache.camel.WrappedFile;
import org.tenantapi.camel.client.Payload;
import org.tenantapi.camel.imports.InvalidRecordException;

/**
 * What a message body is to the Tenant API: JSON, or the bytes of a file.
 */
final class RecordBody {

    private static final String ANY_BYTES = "application/octet-stream";

    private final ObjectMapper objectMapper;

    RecordBody(ObjectMapper objectMapper) {
        this.objectMapper = objectMapper;
    }

    /**
     * The JSON in UTF-8: as it is, where the body is JSON already, else as Jackson writes it.
     *
     * @throws InvalidRecordException if there is no body, or nothing can be made of it
     */
    byte[] json(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body == null) {
            throw new InvalidRecordException(
                    "The message has no body, where a record was due: a TenantRecord, JSON as text, bytes or a"
                                             + " stream, a Map, a JsonNode or an object that Jackson can write");
        }
        if (body instanceof TenantRecord tenantRecord) {
            return tenantRecord.sharedBytes();
        }
        if (body instanceof byte[] bytes) {
            return bytes;
        }
        if (body instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return holdsBytes(body) ? bytes(exchange, body) : objectMapper.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new InvalidRecordException(
                    "The message body, a " + body.getClass().getName() + ", cannot be written as JSON: "
                                             + e.getOriginalMessage(),
                    e);
        }
    }

    /**
     * The bytes of the body, of the message's Content-Type or else what its file name says.
     */
    Payload file(Exchange exchange, String name) {
        Object body = exchange.getMessage().getBody();
        String contentType = exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, String.class);
        if (contentType == null) {
            contentType = name == null ? null : URLConnection.guessContentTypeFromName(name);
        }
        if (contentType == null) {
            contentType = ANY_BYTES;
        }
        Path path = path(body);
        try {
            if (path != null) {
                return new Payload(() -> Files.newInputStream(path), Files.size(path), contentType);
            }
        } catch (IOException e) {
            throw new InvalidRecordException("The file " + path + " cannot be read: " + e, e);
        }
        if (body instanceof InputStream stream && !(body instanceof StreamCache)) {
            return Payload.once(stream, contentType);
        }
        return Payload.of(bytes(exchange, body), contentType);
    }

    private static boolean holdsBytes(Object body) {
        return body instanceof InputStream || body instanceof Reader || body instanceof File || body instanceof Path
                || body instanceof WrappedFile || body instanceof StreamCache || body instanceof ByteBuffer
                || body instanceof CharSequence;
    }

    private static Path path(Object body) {
        Object file = body instanceof WrappedFile<?> wrapped ? wrapped.getFile() : body;
        if (file instanceof File f) {
            return f.toPath();
        }
        return file instanceof Path p ? p : null;
    }

    private static byte[] bytes(Exchange exchange, Object body) {
        try {
            byte[] bytes = exchange.getContext().getTypeConverter().convertTo(byte[].class, exchange, body);
            if (bytes != null) {
                return bytes;
            }
        } catch (TypeConversionException e) {
            throw new InvalidRecordException("The message body cannot be read: " + e.getMessage(), e);
        }
        throw new InvalidRecordException(
                "The message body, " + (body == null ? "null" : "a " + body.getClass().getName())
                                         + ", has no bytes that could be sent");
    }
}

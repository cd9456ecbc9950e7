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

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConversionException;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.util.IOHelper;
import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.imports.InvalidRecordException;
import org.tenantapi.camel.internal.client.Payload;
import org.tenantapi.camel.internal.client.Printable;
import org.tenantapi.camel.internal.imports.batch.IteratorSource;
import org.tenantapi.camel.internal.imports.batch.JsonBody;

/**
 * The content of a message body for the Tenant API: JSON, or the bytes of a file.
 */
final class RecordBody {

    private static final String ANY_BYTES = "application/octet-stream";
    /** The names in use for lines of JSON; none is registered with IANA. */
    private static final Pattern LINES_TYPE
            = Pattern.compile("application/(x-)?(ndjson|jsonl|jsonlines|json-lines)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern CHARSET = Pattern.compile(";\\s*charset=\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern LINES_FILE = Pattern.compile("\\.(ndjson|jsonl)$", Pattern.CASE_INSENSITIVE);

    private final ContractJson contractJson;

    RecordBody(ObjectMapper objectMapper) {
        this.contractJson = new ContractJson(objectMapper);
    }

    /**
     * One record or a batch of them: what the body is. Nothing of a batch is read before it is asked for.
     *
     * @throws InvalidRecordException if there is no body, or nothing can be made of it
     */
    JsonBody records(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        OneTimeBodies.read(body);
        try {
            if (body instanceof byte[] || isText(body)) {
                return JsonBody.of(written(exchange, body), announcesLines(exchange, body));
            }
            if (holdsBytes(body)) {
                return JsonBody.of(stream(exchange, body), announcesLines(exchange, body));
            }
        } catch (IOException e) {
            throw new InvalidRecordException("The message body cannot be read: " + e.getMessage(), e);
        }
        Iterator<?> elements = elements(body);
        if (elements != body) {
            // some can be iterated only once
            OneTimeBodies.read(elements);
        }
        return elements == null
                ? JsonBody.ofOne(written(exchange, body))
                : JsonBody.ofBatch(
                        new IteratorSource<>(
                                elements, element -> json(exchange, element), () -> IOHelper.close(closeable(body))));
    }

    /**
     * The JSON of the body in UTF-8: as it is, where it is JSON already, else as Jackson writes it.
     *
     * @throws InvalidRecordException if there is no body, or nothing can be made of it
     */
    byte[] json(Exchange exchange) {
        return json(exchange, exchange.getMessage().getBody());
    }

    private byte[] json(Exchange exchange, @Nullable Object body) {
        OneTimeBodies.read(body);
        return written(exchange, body);
    }

    private byte[] written(Exchange exchange, @Nullable Object body) {
        if (body == null) {
            throw new InvalidRecordException(
                    "There is null where a record was expected: a TenantRecord, JSON as text, bytes or a stream, a Map, a JsonNode or"
                                             + " an object that Jackson can write");
        }
        if (body instanceof TenantRecord tenantRecord) {
            return tenantRecord.sharedBytes();
        }
        if (body instanceof byte[] bytes) {
            return bytes;
        }
        if (body instanceof String text) {
            return Utf8Stream.bytes(text);
        }
        if (isText(body)) {
            return Utf8Stream.bytes(ForeignJson.is(body) ? ForeignJson.text(body) : body.toString());
        }
        try {
            return holdsBytes(body) ? JsonBody.one(stream(exchange, body)) : contractJson.write(body);
        } catch (JsonProcessingException e) {
            throw unwritable(body, place(e) + e.getOriginalMessage(), e);
        } catch (IOException | IllegalArgumentException e) {
            throw unwritable(body, e.getMessage(), e);
        } catch (Throwable e) {
            // an Error too is this record's failure, and not that of the rest of its batch
            throw unwritable(body, String.valueOf(e), e);
        }
    }

    /** The field that cannot be written, as a JSON pointer, where Jackson tells which one it is. */
    private static String place(JsonProcessingException failure) {
        if (!(failure instanceof JsonMappingException written) || written.getPath().isEmpty()) {
            return "";
        }
        return written.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .map(step -> "/" + Printable.of(step.replace("~", "~0").replace("/", "~1"))).collect(Collectors.joining())
               + ": ";
    }

    private static InvalidRecordException unwritable(Object body, @Nullable String why, Throwable e) {
        return e instanceof InvalidRecordException invalid
                ? invalid
                : new InvalidRecordException(
                        "The body, a " + body.getClass().getName() + ", cannot be written as JSON: " + why, e);
    }

    /** JSON that other libraries hold is a text too. */
    private static boolean isText(@Nullable Object body) {
        return body instanceof CharSequence || ForeignJson.is(body);
    }

    /**
     * The bytes of the body, of the message's Content-Type or else what its file name says.
     */
    Payload file(Exchange exchange, @Nullable String name) {
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
            OneTimeBodies.requireUnread(body);
            return new Payload(() -> {
                OneTimeBodies.read(body);
                return stream;
            }, Payload.UNKNOWN_LENGTH, contentType, false);
        }
        OneTimeBodies.read(body);
        return Payload.of(bytes(exchange, body), contentType);
    }

    /** The elements of the body, unless it is one record. */
    private static @Nullable Iterator<?> elements(@Nullable Object body) {
        if (body instanceof JsonNode node && !node.isArray()) {
            return null;
        }
        if (body instanceof Iterable<?> iterable) {
            return iterable.iterator();
        }
        if (body instanceof Stream<?> stream) {
            return stream.iterator();
        }
        if (body instanceof Object[] array) {
            return Arrays.asList(array).iterator();
        }
        return body instanceof Iterator<?> iterator ? iterator : null;
    }

    private static @Nullable Closeable closeable(@Nullable Object body) {
        if (body instanceof Stream<?> stream) {
            return stream::close;
        }
        return body instanceof Closeable closeable ? closeable : null;
    }

    /** By the Content-Type, or by the name of the file that the body is: a header may name the file it was cut from. */
    private static boolean announcesLines(Exchange exchange, @Nullable Object body) {
        String contentType = exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, "", String.class);
        Path path = path(body);
        return LINES_TYPE.matcher(contentType).lookingAt() || path != null && LINES_FILE.matcher(path.toString()).find();
    }

    private static InputStream stream(Exchange exchange, @Nullable Object body) throws IOException {
        if (body instanceof Reader reader) {
            return new Utf8Stream(reader);
        }
        Path path = path(body);
        Charset charset = charset(exchange);
        if (path != null && !charset.equals(StandardCharsets.UTF_8)) {
            return new Utf8Stream(Files.newBufferedReader(path, charset));
        }
        InputStream stream = exchange.getContext().getTypeConverter().tryConvertTo(InputStream.class, exchange, body);
        return stream != null ? stream : new ByteArrayInputStream(bytes(exchange, body));
    }

    private static boolean holdsBytes(@Nullable Object body) {
        return body instanceof InputStream || body instanceof Reader || body instanceof File || body instanceof Path
                || body instanceof WrappedFile || body instanceof StreamCache || body instanceof ByteBuffer;
    }

    /** Of a file: what the exchange says, as the file component does, or else its Content-Type. JSON is in UTF-8. */
    private static Charset charset(Exchange exchange) {
        String name = ExchangeHelper.getCharsetName(exchange, false);
        if (name == null) {
            Matcher type = CHARSET.matcher(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, "", String.class));
            name = type.find() ? type.group(1) : StandardCharsets.UTF_8.name();
        }
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new InvalidRecordException("The charset '" + name + "' of the message is not supported by this JVM", e);
        }
    }

    private static @Nullable Path path(@Nullable Object body) {
        Object file = body instanceof WrappedFile<?> wrapped ? wrapped.getFile() : body;
        if (file instanceof File f) {
            return f.toPath();
        }
        return file instanceof Path p ? p : null;
    }

    private static byte[] bytes(Exchange exchange, @Nullable Object body) {
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
                                         + ", has no bytes that could be sent: set it to bytes, text, a stream or a file");
    }
}

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

import java.io.IOException;
import java.io.StringWriter;
import java.text.DateFormat;
import java.text.SimpleDateFormat;
import java.util.Locale;
import java.util.TimeZone;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerationException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.tenantapi.camel.internal.client.Printable;

/**
 * Writes maps, trees and objects as the Tenant API wants its JSON, whatever the application's ObjectMapper is set to:
 * times in UTC and whole seconds, numbers digit by digit, nulls kept. The names, annotations and modules are those of
 * the application. Safe for use by many threads.
 */
final class ContractJson {

    // numbers are passed on, never converted
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNumberLength(Integer.MAX_VALUE).build())
            .build();

    private final ObjectMapper mapper;
    private final boolean plainNumbers;

    /** @throws IllegalArgumentException if the mapper cannot be copied */
    ContractJson(ObjectMapper application) {
        this(application, true);
    }

    private ContractJson(ObjectMapper application, boolean plainNumbers) {
        this.plainNumbers = plainNumbers;
        try {
            mapper = application.copy();
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(
                    "The objectMapper, a " + application.getClass().getName()
                                               + ", cannot be copied: override copy(), or set another one",
                    e);
        }
        mapper.registerModule(new ContractValues());
        mapper.setDefaultPropertyInclusion(
                JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS));
        mapper.setDateFormat(utcSeconds());
        mapper.setTimeZone(TimeZone.getTimeZone("UTC"));
        mapper.setDefaultTyping(null);
        keepNullsInMaps(mapper);
        // they name the field that cannot be written
        mapper.enable(SerializationFeature.WRAP_EXCEPTIONS);
        mapper.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DATE_KEYS_AS_TIMESTAMPS,
                SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS, SerializationFeature.WRAP_ROOT_VALUE);
    }

    /** Of a record that was read: its numbers stay as the server wrote them. */
    static ContractJson ofRecords() {
        return new ContractJson(JsonMapper.builder().findAndAddModules().build(), false);
    }

    // deprecated, but obeyed where an application has switched it off
    @SuppressWarnings("deprecation")
    private static void keepNullsInMaps(ObjectMapper mapper) {
        mapper.enable(SerializationFeature.WRITE_NULL_MAP_VALUES);
    }

    /** @throws IOException if something in it cannot be sent */
    byte[] write(Object value) throws IOException {
        // as text first: a generator of bytes would write half a surrogate pair
        StringWriter json = new StringWriter(1024);
        JsonGenerator numbers = FACTORY.createGenerator(json);
        try (JsonGenerator generator = plainNumbers ? new PlainNumbers(numbers) : numbers) {
            write(generator, value);
        }
        return Utf8Stream.bytes(json.getBuffer());
    }

    private void write(JsonGenerator generator, Object value) throws IOException {
        try {
            mapper.writer().without(SerializationFeature.CLOSE_CLOSEABLE).writeValue(generator, value);
        } catch (JsonProcessingException e) {
            // a JsonNode writes itself, so that Jackson does not know the field within it
            if (e instanceof JsonGenerationException || e.getCause() instanceof JsonGenerationException) {
                throw new JsonGenerationException(
                        Printable.of(place(generator.getOutputContext())) + ": " + e.getOriginalMessage(), e, generator);
            }
            throw e;
        }
    }

    /** Of the value that would come next, as a JSON pointer. */
    private static String place(JsonStreamContext context) {
        return context.inArray()
                ? context.getParent().pathAsPointer() + "/" + context.getEntryCount() : context.pathAsPointer().toString();
    }

    /** Also of what Jackson writes by it: java.util.Calendar, java.sql.Timestamp, XMLGregorianCalendar. */
    private static DateFormat utcSeconds() {
        SimpleDateFormat format = new SimpleDateFormat("yyyy-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT);
        format.setTimeZone(TimeZone.getTimeZone("UTC"));
        return format;
    }
}

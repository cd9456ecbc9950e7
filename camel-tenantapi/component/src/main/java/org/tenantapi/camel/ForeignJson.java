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
import java.util.Set;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.imports.InvalidRecordException;

/**
 * JSON as other libraries hold it. Jackson would take it for a bean, a list or a map and write what these are made of;
 * its text is the JSON. Known by name, so none of the libraries is needed.
 */
final class ForeignJson extends JsonSerializer<Object> {

    private static final Set<String> TYPES = Set.of(
            "tools.jackson.databind.JsonNode", "com.google.gson.JsonElement", "org.json.JSONObject", "org.json.JSONArray",
            "jakarta.json.JsonValue", "javax.json.JsonValue", "io.vertx.core.json.JsonObject", "io.vertx.core.json.JsonArray",
            "org.codehaus.jettison.json.JSONObject", "org.codehaus.jettison.json.JSONArray",
            "kotlinx.serialization.json.JsonElement");
    private static final ClassValue<Boolean> FOREIGN = new ClassValue<>() {

        @Override
        protected Boolean computeValue(Class<?> type) {
            return isForeign(type);
        }
    };

    static boolean is(@Nullable Object value) {
        return value != null && FOREIGN.get(value.getClass());
    }

    static boolean is(JavaType type) {
        return FOREIGN.get(type.getRawClass());
    }

    private static boolean isForeign(Class<?> type) {
        if (type == null) {
            return false;
        }
        if (TYPES.contains(type.getName()) || isForeign(type.getSuperclass())) {
            return true;
        }
        for (Class<?> implemented : type.getInterfaces()) {
            if (isForeign(implemented)) {
                return true;
            }
        }
        return false;
    }

    /** @throws InvalidRecordException if the library cannot write it, which it says by null */
    static String text(Object json) {
        String text = json.toString();
        if (text == null) {
            throw new InvalidRecordException(
                    "The " + json.getClass().getName() + " cannot be written as JSON by its own library");
        }
        return text;
    }

    @Override
    public void serialize(Object json, JsonGenerator generator, SerializerProvider provider) throws IOException {
        try (JsonParser parser = ContractJson.FACTORY.createParser(text(json))) {
            while (parser.nextToken() != null) {
                generator.copyCurrentEventExact(parser);
            }
        }
    }

    @Override
    public void serializeWithType(Object json, JsonGenerator generator, SerializerProvider provider, TypeSerializer typing)
            throws IOException {
        serialize(json, generator, provider);
    }
}

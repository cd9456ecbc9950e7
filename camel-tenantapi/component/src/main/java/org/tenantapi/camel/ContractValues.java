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
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.ContextualSerializer;
import com.fasterxml.jackson.databind.ser.Serializers;
import com.fasterxml.jackson.databind.type.ArrayType;
import com.fasterxml.jackson.databind.type.CollectionLikeType;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.MapLikeType;
import com.fasterxml.jackson.databind.type.MapType;
import org.jspecify.annotations.Nullable;

/**
 * The forms in which the Tenant API wants times: {@code 2026-11-01T12:00:00Z}, and a date without a time as
 * {@code 2026-11-01}. A field whose own annotation says otherwise keeps its form.
 */
final class ContractValues extends SimpleModule {

    private static final long serialVersionUID = 1L;

    private static final Map<Class<?>, Function<Object, String>> TIMES = Map.of(
            Instant.class, value -> text((Instant) value),
            OffsetDateTime.class, value -> text(((OffsetDateTime) value).toInstant()),
            ZonedDateTime.class, value -> text(((ZonedDateTime) value).toInstant()),
            LocalDate.class, Object::toString,
            LocalDateTime.class, ContractValues::refuse);

    ContractValues() {
        super("tenantapi");
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String refuse(Object localDateTime) {
        throw new IllegalArgumentException(
                "the time " + localDateTime + " has no time zone, so it cannot be sent in UTC: use an Instant or ZonedDateTime");
    }

    @Override
    public Object getTypeId() {
        // an application's module of the same name does not keep this one out
        return ContractValues.class;
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addSerializers(new ForeignTrees());
        context.addBeanSerializerModifier(new BeanSerializerModifier() {

            private static final long serialVersionUID = 1L;

            @Override
            public JsonSerializer<?> modifySerializer(
                    SerializationConfig config, BeanDescription type, JsonSerializer<?> serializer) {
                Function<Object, String> text = TIMES.get(type.getBeanClass());
                return text == null ? serializer : new Time(text, serializer);
            }
        });
    }

    private static final class Time extends JsonSerializer<Object> implements ContextualSerializer {

        private final Function<Object, String> text;
        private final JsonSerializer<?> others;

        private Time(Function<Object, String> text, JsonSerializer<?> others) {
            this.text = text;
            this.others = others;
        }

        @Override
        public JsonSerializer<?> createContextual(SerializerProvider provider, BeanProperty property)
                throws JsonMappingException {
            AnnotatedMember member = property == null ? null : property.getMember();
            JsonFormat.Value format = member == null ? null : provider.getAnnotationIntrospector().findFormat(member);
            boolean itsOwn = format != null && (format.hasPattern() || format.hasShape());
            return itsOwn ? provider.handleSecondaryContextualization(others, property) : this;
        }

        @Override
        public void serialize(Object value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(text.apply(value));
        }

        @Override
        public void serializeWithType(Object value, JsonGenerator generator, SerializerProvider provider, TypeSerializer typing)
                throws IOException {
            serialize(value, generator, provider);
        }
    }

    /** Whatever Jackson would take them for. */
    private static final class ForeignTrees extends Serializers.Base {

        private static @Nullable JsonSerializer<?> of(JavaType type) {
            return ForeignJson.is(type) ? new ForeignJson() : null;
        }

        @Override
        public @Nullable JsonSerializer<?> findSerializer(SerializationConfig config, JavaType type, BeanDescription bean) {
            return of(type);
        }

        @Override
        public @Nullable JsonSerializer<?> findArraySerializer(
                SerializationConfig config, ArrayType type, BeanDescription bean,
                TypeSerializer typing, JsonSerializer<Object> elements) {
            return of(type);
        }

        @Override
        public @Nullable JsonSerializer<?> findCollectionSerializer(
                SerializationConfig config, CollectionType type, BeanDescription bean, TypeSerializer typing,
                JsonSerializer<Object> elements) {
            return of(type);
        }

        @Override
        public @Nullable JsonSerializer<?> findCollectionLikeSerializer(
                SerializationConfig config, CollectionLikeType type, BeanDescription bean, TypeSerializer typing,
                JsonSerializer<Object> elements) {
            return of(type);
        }

        @Override
        public @Nullable JsonSerializer<?> findMapSerializer(
                SerializationConfig config, MapType type, BeanDescription bean, JsonSerializer<Object> keys,
                TypeSerializer typing, JsonSerializer<Object> values) {
            return of(type);
        }

        @Override
        public @Nullable JsonSerializer<?> findMapLikeSerializer(
                SerializationConfig config, MapLikeType type, BeanDescription bean, JsonSerializer<Object> keys,
                TypeSerializer typing, JsonSerializer<Object> values) {
            return of(type);
        }
    }
}

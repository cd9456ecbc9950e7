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
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The orders that are imported, made beforehand: a thousand of them, over and over.
 */
final class ImportBodies {

    private static final int DIFFERENT = 1000;
    private static final JsonMapper JACKSON = new JsonMapper();

    private final Object[] bodies;

    private ImportBodies(Function<byte[], Object> body) {
        bodies = IntStream.range(0, DIFFERENT).mapToObj(OrderText::created).map(body).toArray();
    }

    static ImportBodies jsonNodes() {
        return new ImportBodies(json -> {
            try {
                return JACKSON.readTree(json);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    static ImportBodies bytes() {
        return new ImportBodies(json -> json);
    }

    /** The first so many. */
    Iterator<Object> first(int count) {
        return IntStream.range(0, count).mapToObj(n -> bodies[n % DIFFERENT]).iterator();
    }
}

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
package org.tenantapi.camel.internal.imports.batch;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.imports.InvalidRecordException;

/**
 * A batch that comes from an iterator.
 */
public final class IteratorSource<T> implements BatchSource {

    private final Iterator<T> elements;
    private final Function<? super T, byte[]> json;
    private final Closeable origin;

    /**
     * @param json   makes JSON of an element, or throws an {@link InvalidRecordException}
     * @param origin closed with the batch
     */
    public IteratorSource(Iterator<T> elements, Function<? super T, byte[]> json, Closeable origin) {
        this.elements = elements;
        this.json = json;
        this.origin = origin;
    }

    @Override
    public @Nullable BatchElement next() {
        return elements.hasNext() ? new BatchElement(json.apply(elements.next()), 0) : null;
    }

    @Override
    public void close() throws IOException {
        origin.close();
    }
}

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

import java.io.Closeable;
import java.io.InputStream;
import java.io.Reader;
import java.util.Collections;
import java.util.Iterator;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.BaseStream;

import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.imports.InvalidRecordException;

/**
 * Bodies that can be read only once. One that has been read looks like an empty one, or like a shorter one: a message
 * that is tried again would succeed without its records.
 */
final class OneTimeBodies {

    // of all endpoints: an iterator that a multicast hands to two of them is used up for the second
    private static final Set<Object> READ = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private OneTimeBodies() {
    }

    /**
     * Tells that this body is read from now on.
     *
     * @throws InvalidRecordException if it has been before
     */
    static void read(@Nullable Object body) {
        Object source = source(body);
        if (source != null && isOneTime(source) && !READ.add(source)) {
            throw used(source);
        }
    }

    /** @throws InvalidRecordException if this body has been read before */
    static void requireUnread(@Nullable Object body) {
        Object source = source(body);
        if (source != null && isOneTime(source) && READ.contains(source)) {
            throw used(source);
        }
    }

    private static @Nullable Object source(@Nullable Object body) {
        return body instanceof WrappedFile<?> file ? file.getBody() : body;
    }

    private static boolean isOneTime(Object body) {
        return !(body instanceof StreamCache) && (body instanceof Iterator<?> || body instanceof BaseStream<?, ?>
                || body instanceof InputStream || body instanceof Reader
                // closed when it was read
                || body instanceof Iterable<?> && body instanceof Closeable);
    }

    private static InvalidRecordException used(Object body) {
        return new InvalidRecordException(
                "The message body, a " + body.getClass().getName() + ", has been read before and is used up, so what it held"
                                          + " cannot be sent again: give a List, text or a file, or make the body anew before the message is tried again");
    }
}

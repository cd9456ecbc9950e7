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

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.imports.InvalidRecordException;

/**
 * The elements of a batch, one after another, each in memory only when its turn comes. For one thread.
 */
public interface BatchSource extends Closeable {

    /**
     * @return                        the next element, if there is one
     * @throws InvalidRecordException if the next element cannot be sent; the one behind it can be asked for
     * @throws IOException            if the input cannot be read on from here; so does any other exception mean
     */
    @Nullable
    BatchElement next() throws IOException;
}

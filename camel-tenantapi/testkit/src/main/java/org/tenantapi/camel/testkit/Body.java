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
package org.tenantapi.camel.testkit;

import java.util.Iterator;
import java.util.List;

import io.vertx.core.buffer.Buffer;

/** The bytes of an answer, made piece by piece while they are written. */
interface Body {

    Body EMPTY = of(new byte[0]);

    long length();

    /** Pieces of moderate size, never empty ones. */
    Iterator<Buffer> pieces();

    /** What is checked against the contract: the whole body, or a beginning of it that is complete JSON in itself. */
    byte[] sample();

    static Body of(byte[] bytes) {
        return new Body() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public Iterator<Buffer> pieces() {
                return bytes.length == 0 ? List.<Buffer> of().iterator() : List.of(Buffer.buffer(bytes)).iterator();
            }

            @Override
            public byte[] sample() {
                return bytes;
            }
        };
    }
}

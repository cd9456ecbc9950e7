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
package org.tenantapi.camel.imports;

import java.io.ByteArrayOutputStream;

/**
 * What is sent as an array, whether it was given as one or as a single object.
 */
final class OutgoingArray {

    private OutgoingArray() {
    }

    /**
     * @param  what                   what the objects are, for messages
     * @throws InvalidRecordException if the request's body is neither one JSON object nor an array of at least one
     */
    static byte[] of(ImportRequest request, WriteSettings settings, String what) {
        OutgoingJson json = request.requireJson();
        byte[] bytes = json.bytes(json.numbers(settings));
        if (json.scan().isObject()) {
            return inBrackets(bytes);
        }
        if (json.scan().elements() == 0) {
            throw new InvalidRecordException("The body is an empty array: at least one " + what + " was due");
        }
        return bytes;
    }

    private static byte[] inBrackets(byte[] object) {
        ByteArrayOutputStream array = new ByteArrayOutputStream(object.length + 2);
        array.write('[');
        array.writeBytes(object);
        array.write(']');
        return array.toByteArray();
    }
}

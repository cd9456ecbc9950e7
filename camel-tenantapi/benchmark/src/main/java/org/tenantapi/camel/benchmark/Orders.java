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

import java.io.ByteArrayOutputStream;

/**
 * Orders for the stages.
 */
public final class Orders {

    private Orders() {
    }

    /** One as the platform lists it. */
    public static byte[] exported(int number) {
        return OrderText.exported(number);
    }

    /** One as a shop creates it. */
    public static byte[] created(int number) {
        return OrderText.created(number);
    }

    /** The first so many as the platform lists them, in one array. */
    public static byte[] answer(int count) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        for (int number = 1; number <= count; number++) {
            answer.write(number == 1 ? '[' : ',');
            answer.writeBytes(exported(number));
        }
        answer.write(']');
        return answer.toByteArray();
    }
}

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

/**
 * How the bytes of an answer reach the other side.
 *
 * @param upTo how many bytes of the body are sent
 */
record Delivery(Ending ending, long upTo) {

    static final Delivery COMPLETE = new Delivery(Ending.COMPLETE, Long.MAX_VALUE);

    enum Ending {
        /** As HTTP wants it. */
        COMPLETE,
        /** The connection is closed in good order, but too early. */
        TRUNCATE,
        /** Nothing more comes, and the connection stays open. */
        STALL,
        /** The connection is reset (TCP RST) before the first byte of the answer. */
        RESET
    }
}

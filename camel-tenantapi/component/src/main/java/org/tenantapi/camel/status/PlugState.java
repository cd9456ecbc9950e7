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
package org.tenantapi.camel.status;

/**
 * What a Plug is doing.
 */
public enum PlugState {
    /** The export does not run: its route is stopped, or not the active one of several nodes. */
    STOPPED,
    /** It waits for the next poll, or for the next message. */
    IDLE,
    /** The export reads records, or waits for the server's answer. */
    FETCHING,
    /** The route of an export has records, or will have the next at once; the records of an import are being sent. */
    DELIVERING,
    /** It waits because the server asked it to, or its own limit does. */
    THROTTLED,
    /**
     * Another owner has taken the position of the export. It takes it back when the other one has given it up, or
     * stands still for long; or when its route is started again.
     */
    FENCED
}

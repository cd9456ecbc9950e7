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
package org.tenantapi.camel.position;

import java.time.Instant;

/**
 * A version that need not be delivered again. All three parts make its identity: the server's timestamps are whole
 * seconds, so that a second change within one second differs in nothing but its content.
 *
 * @param record       which record: the fingerprint of its localId
 * @param lastModified as the server gave it
 * @param content      the digest of its content
 */
public record FinishedVersion(Fingerprint record, Instant lastModified, Fingerprint content) {
}

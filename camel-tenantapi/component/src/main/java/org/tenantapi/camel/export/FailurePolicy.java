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
package org.tenantapi.camel.export;

/**
 * What becomes of a record whose delivery fails. The names are those of the option {@code onFailure}.
 */
public enum FailurePolicy {
    /** It is set aside and tried again, and in the end put into quarantine; the records behind it go on. */
    retry,
    /** It is tried again until it passes; nothing behind it is delivered before. */
    stop,
    /** It is counted, logged and left behind. */
    skip
}

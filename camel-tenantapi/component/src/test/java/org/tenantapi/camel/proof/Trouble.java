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
package org.tenantapi.camel.proof;

/**
 * What can go wrong in one poll.
 */
enum Trouble {
    NONE,
    FETCH_FAILS,
    ANSWER_TRUNCATED,
    ANSWER_OF_WRONG_SHAPE,
    ANSWER_WITHOUT_DATE,
    ANSWER_WITH_A_MALFORMED_RECORD,
    ANSWER_WITH_OLDER_RECORDS,
    RECORD_CHANGES_WHILE_LISTED,
    READ_AGAIN_FAILS,
    DELIVERY_FAILS,
    DELIVERY_ABORTED,
    STOPPED,
    INTERRUPTED,
    COMMIT_FAILS,
    COMMIT_FAILS_BUT_LANDS,
    CRASH_IN_FETCH,
    CRASH_IN_ANSWER,
    CRASH_IN_READ_AGAIN,
    CRASH_BEFORE_PROCESSING,
    CRASH_AFTER_PROCESSING,
    CRASH_BEFORE_COMMIT,
    CRASH_AFTER_COMMIT,
    ERROR_IN_FETCH,
    ERROR_IN_ANSWER,
    ERROR_IN_READ_AGAIN,
    ERROR_BETWEEN_TAKEN_AND_DELIVERED,
    ERROR_BEFORE_PROCESSING,
    ERROR_AFTER_PROCESSING,
    ERROR_BEFORE_COMMIT,
    ERROR_AFTER_COMMIT
}

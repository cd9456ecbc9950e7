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
package org.tenantapi.camel.internal.imports;

import org.jspecify.annotations.Nullable;

/**
 * The settings for writing records.
 *
 * @param numbersAsStrings     whether JSON numbers are sent as JSON strings, as the platform wants them, digit by digit
 *                             as they were written
 * @param suppressTotalsRecalc for orders: whether the platform is told to keep the totals as they are sent; if missing,
 *                             nothing is said. Other record types are sent without it.
 * @param validate             whether records are checked by the rules that the platform documents before they are sent
 * @param skipUnchanged        whether an upsert that looks the record up leaves it alone if it shows what would be sent
 */
public record WriteSettings(boolean numbersAsStrings, @Nullable Boolean suppressTotalsRecalc, boolean validate,
        boolean skipUnchanged) {

    /** Numbers as strings, nothing said about totals, all checked and all sent. */
    public static WriteSettings defaults() {
        return new WriteSettings(true, null, true, false);
    }
}

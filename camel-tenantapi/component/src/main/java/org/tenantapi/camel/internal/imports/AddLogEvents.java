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

import org.tenantapi.camel.client.TenantApiException;
import org.tenantapi.camel.internal.client.Answer;
import org.tenantapi.camel.internal.client.Payload;
import org.tenantapi.camel.internal.client.Request;
import org.tenantapi.camel.internal.client.TenantApiClient;

/**
 * Reports to the Tenant's event history: {@code POST /log/event}. The body is one event or an array of them.
 */
public final class AddLogEvents implements ImportOperation {

    private final TenantApiClient client;
    private final WriteSettings settings;

    public AddLogEvents(TenantApiClient client, WriteSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    @Override
    public ImportResult execute(ImportRequest request) {
        Payload events = Payload.json(request.requireJson().array(settings.numbersAsStrings(), "event"));
        try (Answer answer = client.execute(Request.post(events, "log", "event").in(request.trace()))) {
            return ImportResult.ofWhatever(answer, null, null);
        } catch (TenantApiException e) {
            throw e.isAmbiguous()
                    ? UncertainWrite.unknown("The log event", e, "The event history cannot be read through the API.") : e;
        }
    }
}

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

import org.tenantapi.camel.internal.client.Answer;
import org.tenantapi.camel.internal.client.Request;
import org.tenantapi.camel.internal.client.TenantApiClient;

/**
 * Tests the connection: {@code GET /}. The result holds the object that the server answers with.
 */
public final class Ping implements ImportOperation {

    private final TenantApiClient client;

    public Ping(TenantApiClient client) {
        this.client = client;
    }

    @Override
    public ImportResult execute(ImportRequest request) {
        try (Answer answer = client.execute(Request.get().in(request.trace()))) {
            return ImportResult.ofObject(answer);
        }
    }
}

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

import java.io.IOException;

import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * Asks again and again with HttpClient 5 alone.
 */
final class IdleGet implements Way {

    private final Work work;
    private final PlainClient client = new PlainClient(1);

    IdleGet(Work work) {
        this.work = work;
    }

    @Override
    public void pass() throws IOException {
        for (int poll = 0; poll < work.records(); poll++) {
            client.get(work.baseUrl(0), EntityUtils::toByteArray);
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}

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
/**
 * The Tenant API over HTTP: requests, answers and errors. It knows nothing of routes.
 * <p>
 * A {@link org.tenantapi.camel.internal.client.HttpTransport} holds the connections, a
 * {@link org.tenantapi.camel.internal.client.TenantApiClient} sends
 * {@link org.tenantapi.camel.internal.client.Request}s in the name of one Connection of one Tenant and hands out
 * streaming {@link org.tenantapi.camel.internal.client.Answer}s.
 */
@NullMarked
package org.tenantapi.camel.internal.client;

import org.jspecify.annotations.NullMarked;

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
 * What a producer does, one class per operation: records, shipments, log events and files enter the platform. The
 * operations know the {@link org.tenantapi.camel.client client} but nothing of routes. What they send is made by
 * {@link org.tenantapi.camel.imports.json}; a batch, {@link org.tenantapi.camel.imports.batch}, uses them.
 */
@NullMarked
package org.tenantapi.camel.internal.imports;

import org.jspecify.annotations.NullMarked;

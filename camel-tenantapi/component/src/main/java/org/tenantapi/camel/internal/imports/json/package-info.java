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
 * What is sent: JSON as it was given but for numbers and the remoteId, checked by the rules that the platform
 * documents, and compared with what the server shows. It knows neither requests nor answers.
 */
@NullMarked
package org.tenantapi.camel.internal.imports.json;

import org.jspecify.annotations.NullMarked;

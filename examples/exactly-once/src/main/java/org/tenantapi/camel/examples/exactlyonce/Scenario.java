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
package org.tenantapi.camel.examples.exactlyonce;

/**
 * A way to run the application.
 *
 * @param name  for the table
 * @param form  options of the endpoint
 * @param nodes how many processes export at a time. With two of them each start is a split brain: the one that is
 *              started takes the position, and the other one believes that it has it still
 */
record Scenario(String name, String form, int nodes) {
}

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
package org.tenantapi.camel.position;

/**
 * The latest owner of a position, as others see it.
 *
 * @param epoch    the number of its ownership; 0 if there was none
 * @param commits  grows with each of its commits
 * @param released whether it has given the position up, so that another one may take it
 */
public record PositionOwner(long epoch, long commits, boolean released) {
}

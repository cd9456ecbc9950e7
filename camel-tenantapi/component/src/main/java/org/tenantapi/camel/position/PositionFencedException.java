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
 * A newer owner has taken the position: what this one does from now on must not count.
 */
public class PositionFencedException extends PositionException {

    /**
     * @param key   the position
     * @param epoch of the owner that wanted to commit
     * @param newer of the owner that the position has now
     */
    public PositionFencedException(String key, long epoch, long newer) {
        super("The position of " + key + " has been taken by a newer owner (epoch " + newer + "): this one (epoch " + epoch
              + ") can commit nothing any more. Another process exports the same; only one may.");
    }
}

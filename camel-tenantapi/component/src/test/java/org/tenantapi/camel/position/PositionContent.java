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

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a position says, for comparison: without the order of its parts, and without the forgotten versions that it may
 * still hold.
 */
record PositionContent(PositionBounds bounds, Set<FinishedVersion> finished, Set<FailedRecord> failed) {

    static PositionContent of(Position position) {
        Set<FinishedVersion> finished = new LinkedHashSet<>();
        position.finished().forEach(version -> {
            if (!position.bounds().forget(version)) {
                finished.add(version);
            }
        });
        return new PositionContent(position.bounds(), finished, new LinkedHashSet<>(position.failed()));
    }

    static PositionContent of(PositionStore store, String key) {
        try (OwnedPosition owned = store.open(key)) {
            return of(owned.position());
        }
    }
}

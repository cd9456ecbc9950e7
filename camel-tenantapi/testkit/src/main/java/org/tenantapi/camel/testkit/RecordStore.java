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
package org.tenantapi.camel.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The current versions of one record type, found by localId and by what the connections call them. */
final class RecordStore {

    private final Map<String, RecordVersion> current = new LinkedHashMap<>();
    private final Map<Link, String> localIds = new HashMap<>();

    private record Link(String connectionId, String remoteId) {
    }

    Optional<RecordVersion> byLocalId(String localId) {
        return Optional.ofNullable(current.get(localId));
    }

    Optional<RecordVersion> byRemoteId(String connectionId, String remoteId) {
        return Optional.ofNullable(localIds.get(new Link(connectionId, remoteId))).map(current::get);
    }

    List<RecordVersion> all() {
        return new ArrayList<>(current.values());
    }

    /** @throws Refusal (409) when another record holds one of the version's remoteIds; then nothing has changed */
    void replace(RecordVersion version) {
        version.remoteIds().forEach((connectionId, remoteId) -> {
            String holder = localIds.get(new Link(connectionId, remoteId));
            if (holder != null && !holder.equals(version.localId())) {
                throw Refusal.conflict(
                        "remoteId " + remoteId + " of connection " + connectionId + " belongs to " + version.type() + " "
                                       + holder);
            }
        });
        RecordVersion before = current.put(version.localId(), version);
        if (before != null) {
            before.remoteIds().forEach((connectionId, remoteId) -> localIds.remove(new Link(connectionId, remoteId)));
        }
        version.remoteIds()
                .forEach((connectionId, remoteId) -> localIds.put(new Link(connectionId, remoteId), version.localId()));
    }
}

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
package org.tenantapi.camel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.tenantapi.camel.client.MalformedRecordsException;
import org.tenantapi.camel.export.RecordVersion;
import org.tenantapi.camel.position.FinishedVersion;

/**
 * The versions that the producers of one Connection have just written, so that its consumers need not export them
 * again: else what goes from a system to the platform would come back to it. Each counts once, and only the latest are
 * kept; what is forgotten is exported.
 */
final class OwnWrites {

    static final int MOST = 10_000;

    private record Written(String recordType, FinishedVersion version) {
    }

    private final Set<String> watched = ConcurrentHashMap.newKeySet();
    private final Map<Written, Boolean> versions = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Written, Boolean> eldest) {
            return size() > MOST;
        }
    };

    /** From now on the writes of this record type are noted; nobody need pay for those of other types. */
    void watch(String recordType) {
        watched.add(recordType);
    }

    /**
     * Notes what the server answered to a write.
     */
    void note(String recordType, byte[] answer) {
        if (!watched.contains(recordType)) {
            return;
        }
        try {
            Written written = new Written(recordType, RecordVersion.of(answer).identity());
            synchronized (this) {
                versions.put(written, true);
            }
        } catch (MalformedRecordsException e) {
            // a server that does not answer the record it wrote: its version cannot be recognised, and is exported
        }
    }

    /** Whether this is a version that was noted; the next time it is not. */
    boolean take(String recordType, RecordVersion version) {
        synchronized (this) {
            if (versions.isEmpty()) {
                return false;
            }
        }
        Written written = new Written(recordType, version.identity());
        synchronized (this) {
            return versions.remove(written) != null;
        }
    }
}

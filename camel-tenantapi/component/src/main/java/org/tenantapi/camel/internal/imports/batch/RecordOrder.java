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
package org.tenantapi.camel.internal.imports.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps records that are the same record in their order: a later one has to wait until the earlier ones are done.
 * Remembers only those that are not. For one thread.
 */
final class RecordOrder {

    private final Map<String, BatchRecord> latest = new HashMap<>();

    /** @return whether the record may be sent at once; else {@link #left} will name it */
    boolean entered(BatchRecord entering) {
        for (String identity : entering.identities()) {
            BatchRecord earlier = latest.put(identity, entering);
            if (earlier != null) {
                earlier.followers.add(entering);
                entering.waitsFor++;
            }
        }
        return entering.waitsFor == 0;
    }

    /** @return those that waited for nothing but this record, which is done */
    List<BatchRecord> left(BatchRecord leaving) {
        leaving.identities().forEach(identity -> latest.remove(identity, leaving));
        List<BatchRecord> free = new ArrayList<>(leaving.followers.size());
        for (BatchRecord follower : leaving.followers) {
            if (--follower.waitsFor == 0) {
                free.add(follower);
            }
        }
        leaving.followers.clear();
        return free;
    }
}

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
package org.tenantapi.camel.testkit.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The versions of one record in the order in which they became visible, and what became of them.
 */
final class RecordTimeline {

    static final int NONE = -1;

    private record Stage(VersionKey key, Instant visibleAt) {
    }

    private final List<Stage> stages = new ArrayList<>();
    private final BitSet processed = new BitSet();
    private final BitSet setAside = new BitSet();
    private int newestProcessed = NONE;
    private int newestListed = NONE;

    void add(VersionKey key, Instant visibleAt) {
        // a write that changes nothing, not even the second, is not a new version
        if (stages.isEmpty() || !key(last()).equals(key)) {
            stages.add(new Stage(key, visibleAt));
        }
    }

    int size() {
        return stages.size();
    }

    int last() {
        return stages.size() - 1;
    }

    VersionKey key(int stage) {
        return stages.get(stage).key();
    }

    Instant visibleAt(int stage) {
        return stages.get(stage).visibleAt();
    }

    int newestProcessed() {
        return newestProcessed;
    }

    int newestListed() {
        return newestListed;
    }

    /**
     * Whether the newest that was processed, or set aside, is this stage, or a newer one, or an older one that is the
     * same version: a record that changes there and back within one second.
     */
    boolean hasReached(int stage) {
        int newest = Math.max(newestProcessed, setAside.length() - 1);
        return newest >= stage || newest != NONE && key(newest).equals(key(stage));
    }

    boolean isSettled(int stage) {
        return processed.get(stage) || setAside.get(stage);
    }

    boolean isProcessed(int stage) {
        return processed.get(stage);
    }

    void process(int stage) {
        processed.set(stage);
        newestProcessed = Math.max(newestProcessed, stage);
    }

    void setAside(VersionKey key, Instant at) {
        int stage = newest(key, at, any -> true);
        if (stage != NONE) {
            setAside.set(stage);
        }
    }

    void list(VersionKey key, Instant at) {
        newestListed = Math.max(newestListed, newest(key, at, any -> true));
    }

    /**
     * The stage that was processed when this version was: a record that changes there and back within one second is at
     * the same version twice, so the next one after the newest processed is preferred.
     */
    int stageOf(VersionKey key, Instant at) {
        for (int stage = newestProcessed + 1; stage < size(); stage++) {
            if (key(stage).equals(key) && !visibleAt(stage).isAfter(at)) {
                return stage;
            }
        }
        return newest(key, at, stage -> stage <= newestProcessed);
    }

    private int newest(VersionKey key, Instant at, IntPredicate eligible) {
        for (int stage = last(); stage >= 0; stage--) {
            if (eligible.test(stage) && key(stage).equals(key) && !visibleAt(stage).isAfter(at)) {
                return stage;
            }
        }
        return NONE;
    }
}

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
package org.tenantapi.camel.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What follows from the events.
 *
 * @param delivered      versions, repetitions included
 * @param lost           current versions that were never delivered
 * @param repeated       deliveries of what had been delivered before
 * @param inDoubt        deliveries that their owner did not live to commit: each of them may be repeated
 * @param unexplained    versions that were repeated more often than they had been in doubt
 * @param outOfOrder     versions that came for the first time after a newer version of the same order
 * @param staleCommits   commits that began when there was a newer owner, and took place
 * @param fencedAndGoing deliveries by an owner that had tried to commit since there was a newer one
 */
record Judgement(int delivered, List<String> lost, int repeated, int inDoubt, Set<String> unexplained, List<String> outOfOrder,
        List<Event> staleCommits, List<Event> fencedAndGoing) {

    static Judgement of(List<Event> events, Collection<String> currentVersions) {
        return new Court().judge(events, currentVersions);
    }

    /** One pass over the events. */
    private static final class Court {

        private final Map<String, Integer> deliveries = new HashMap<>();
        private final Map<String, Integer> newestRevisions = new HashMap<>();
        private final Map<Long, List<String>> uncommitted = new HashMap<>();
        /** epochs that have tried to commit since there was a newer one */
        private final Set<Long> refused = new HashSet<>();
        private final List<String> outOfOrder = new ArrayList<>();
        private final List<Event> staleCommits = new ArrayList<>();
        private final List<Event> fencedAndGoing = new ArrayList<>();
        private long newestEpoch;

        private Judgement judge(List<Event> events, Collection<String> currentVersions) {
            events.forEach(this::hear);
            List<String> lost = currentVersions.stream().filter(version -> !deliveries.containsKey(version)).toList();
            Map<String, Integer> doubts = new HashMap<>();
            uncommitted.values().forEach(versions -> versions.forEach(version -> doubts.merge(version, 1, Integer::sum)));
            int delivered = deliveries.values().stream().mapToInt(Integer::intValue).sum();
            Set<String> unexplained = new LinkedHashSet<>();
            deliveries.forEach((version, times) -> {
                if (times - 1 > doubts.getOrDefault(version, 0)) {
                    unexplained.add(version);
                }
            });
            int inDoubt = uncommitted.values().stream().mapToInt(List::size).sum();
            return new Judgement(
                    delivered, lost, delivered - deliveries.size(), inDoubt, unexplained, outOfOrder, staleCommits,
                    fencedAndGoing);
        }

        private void hear(Event event) {
            switch (event.kind()) {
                case OPENED -> newestEpoch = Math.max(newestEpoch, event.epoch());
                case COMMITTING -> {
                    if (event.epoch() < newestEpoch) {
                        refused.add(event.epoch());
                    }
                }
                case COMMITTED -> {
                    if (refused.contains(event.epoch())) {
                        staleCommits.add(event);
                    }
                    uncommitted.remove(event.epoch());
                }
                case FENCED -> refused.add(event.epoch());
                case DELIVERED -> deliver(event);
                default -> {
                    // says nothing about what was delivered
                }
            }
        }

        private void deliver(Event event) {
            String version = event.detail();
            if (refused.contains(event.epoch())) {
                fencedAndGoing.add(event);
            }
            uncommitted.computeIfAbsent(event.epoch(), epoch -> new ArrayList<>()).add(version);
            if (deliveries.merge(version, 1, Integer::sum) == 1) {
                String order = version.substring(0, version.indexOf('.'));
                int revision = Integer.parseInt(version.substring(version.indexOf('.') + 1));
                if (newestRevisions.merge(order, revision, Math::max) > revision) {
                    outOfOrder.add(version);
                }
            }
        }
    }

    @Override
    public String toString() {
        return "delivered %d, lost %d, repeated %d of %d in doubt, repeated without a reason %d, out of order %d".formatted(
                delivered, lost.size(), repeated, inDoubt, unexplained.size(), outOfOrder.size())
               + ", commits by a stale epoch %d, deliveries after a refused commit %d".formatted(
                       staleCommits.size(), fencedAndGoing.size());
    }
}

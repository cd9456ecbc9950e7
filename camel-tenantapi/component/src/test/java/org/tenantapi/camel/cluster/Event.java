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

/**
 * One thing that a node told its {@link Witness}.
 *
 * @param node   process that told it
 * @param epoch  of the position that the node owned last; 0 before the first
 * @param detail the version for DELIVERED, the state for HEALTH; else empty
 * @param nanos  when the witness heard it
 */
record Event(String node, long epoch, Kind kind, String detail, long nanos) {

    enum Kind {
        /** The process is up, and takes part in the cluster. */
        READY,
        /** It has the position now, with this epoch. */
        OPENED,
        /** It begins to commit. */
        COMMITTING,
        /** What it delivered before is committed. */
        COMMITTED,
        /** Its commit was refused, because there is a newer owner. */
        FENCED,
        /** Its route has processed a version. */
        DELIVERED,
        /** The answer to a command. */
        HEALTH,
        STARTED,
        STOPPED
    }

    /** What a node sends: epoch, kind and detail. */
    static Event parse(String node, String line, long nanos) {
        String[] parts = line.split(" ", 3);
        return new Event(node, Long.parseLong(parts[0]), Kind.valueOf(parts[1]), parts[2], nanos);
    }

    boolean is(Kind expected) {
        return kind == expected;
    }

    boolean is(Kind expected, String by) {
        return is(expected) && node.equals(by);
    }
}

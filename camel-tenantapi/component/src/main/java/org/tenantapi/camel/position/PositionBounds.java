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

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link Position} that takes the same room however long the export runs. Each may be absent, with the
 * meaning that it has there.
 */
record PositionBounds(@Nullable Instant startFrom, @Nullable String filter, @Nullable String server, @Nullable Instant mark,
        @Nullable Instant horizon, @Nullable Instant keepFrom) {

    static final PositionBounds NONE = new PositionBounds(null, null, null, null, null, null);

    /**
     * Mark, horizon and keepFrom only ever move forward, unless the change sets the latter two back. A change that says
     * how far the mark is, and not the horizon, says it of both.
     */
    PositionBounds after(PositionChange change) {
        Instant reached = change.horizon() == null ? change.mark() : change.horizon();
        return new PositionBounds(
                change.startFrom() == null ? startFrom : change.startFrom(),
                change.filter() == null ? filter : change.filter(),
                change.server() == null ? server : change.server(),
                later(mark, change.mark()),
                earlier(later(horizon, reached), change.setBack()),
                earlier(later(keepFrom, change.keepFrom()), change.setBack()));
    }

    /** Whether it asks for what the one before it had forgotten. */
    boolean goesBackBehind(PositionBounds before) {
        return keepFrom != null && before.keepFrom != null && keepFrom.isBefore(before.keepFrom);
    }

    /**
     * As if everything before this time had been finished, and nothing from it on. It may be a step back.
     *
     * @throws PositionException if nothing has ever been committed
     */
    PositionBounds reset(Instant time) {
        if (startFrom == null) {
            throw new PositionException(
                    "The position is new, so it has no mark to reset. Set startFrom to where the export is to begin.");
        }
        return new PositionBounds(startFrom.isAfter(time) ? time : startFrom, filter, server, time, time, time);
    }

    /** Whether a version of this time is forgotten. */
    boolean forget(FinishedVersion version) {
        return keepFrom != null && version.lastModified().isBefore(keepFrom);
    }

    PositionChange.Builder asChange() {
        return PositionChange.builder().startFrom(startFrom).filter(filter).server(server).mark(mark).horizon(horizon)
                .keepFrom(keepFrom);
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant bound) {
        return one == null || bound == null || one.isBefore(bound) ? one : bound;
    }
}

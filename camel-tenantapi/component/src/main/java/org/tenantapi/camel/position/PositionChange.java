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
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What one commit changes of a {@link Position}, so that a store writes no more than that. What is absent stays as it
 * was.
 *
 * @param startFrom records older than this are not exported; set once, with the first commit
 * @param filter    the extra query parameters that the position was made with; set once, with the first commit
 * @param mark      up to which everything is finished
 * @param horizon   the server's time at a poll of which every record is finished or set aside
 * @param finished  versions that are finished now
 * @param keepFrom  finished versions older than this are forgotten, and not asked for again
 * @param failed    records that failed now, or failed again
 * @param recovered localIds that are no longer failed
 * @param setBack   the latest time for horizon and keepFrom, since the server's clock was set back; versions that had
 *                  been forgotten before stay forgotten
 * @param server    where the records come from: the base URL, without credentials
 */
public record PositionChange(@Nullable Instant startFrom, @Nullable String filter, @Nullable Instant mark,
        @Nullable Instant horizon, List<FinishedVersion> finished,
        @Nullable Instant keepFrom, List<FailedRecord> failed, List<String> recovered, @Nullable Instant setBack,
        @Nullable String server) {

    public PositionChange {
        finished = List.copyOf(finished);
        failed = List.copyOf(failed);
        recovered = List.copyOf(recovered);
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Collects the parts of one change. Not safe for several threads.
     */
    public static final class Builder {

        private @Nullable Instant startFrom;
        private @Nullable String filter;
        private @Nullable Instant mark;
        private @Nullable Instant horizon;
        private @Nullable Instant keepFrom;
        private @Nullable Instant setBack;
        private @Nullable String server;
        private final List<FinishedVersion> finished = new ArrayList<>();
        private final List<FailedRecord> failed = new ArrayList<>();
        private final List<String> recovered = new ArrayList<>();

        private Builder() {
        }

        public Builder startFrom(@Nullable Instant start) {
            this.startFrom = start;
            return this;
        }

        public Builder filter(@Nullable String query) {
            this.filter = query;
            return this;
        }

        public Builder mark(@Nullable Instant upTo) {
            this.mark = upTo;
            return this;
        }

        public Builder horizon(@Nullable Instant serverTime) {
            this.horizon = serverTime;
            return this;
        }

        public Builder keepFrom(@Nullable Instant oldest) {
            this.keepFrom = oldest;
            return this;
        }

        public Builder setBack(@Nullable Instant noLaterThan) {
            this.setBack = noLaterThan;
            return this;
        }

        public Builder server(@Nullable String baseUrl) {
            this.server = baseUrl;
            return this;
        }

        public Builder finished(FinishedVersion version) {
            finished.add(version);
            return this;
        }

        public Builder failed(FailedRecord record) {
            failed.add(record);
            return this;
        }

        public Builder recovered(String localId) {
            recovered.add(localId);
            return this;
        }

        public PositionChange build() {
            return new PositionChange(startFrom, filter, mark, horizon, finished, keepFrom, failed, recovered, setBack, server);
        }
    }
}

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

/**
 * What one commit changes of a {@link Position}, so that a store writes no more than that. A null leaves as it was.
 *
 * @param startFrom records older than this are not exported; set once, with the first commit
 * @param filter    the extra query parameters that the position was made with; set once, with the first commit
 * @param mark      up to which everything is finished
 * @param horizon   the server's time at a poll of which every record is finished or set aside
 * @param finished  versions that are finished now
 * @param keepFrom  finished versions older than this are forgotten, and not asked for again
 * @param failed    records that failed now, or failed again
 * @param recovered localIds that are no longer failed
 * @param setBack   no later than this are horizon and keepFrom to be, since the server's clock was set back; what had
 *                  been forgotten before stays forgotten
 * @param server    where the records come from: the base URL, without credentials
 */
public record PositionChange(Instant startFrom, String filter, Instant mark, Instant horizon, List<FinishedVersion> finished,
        Instant keepFrom, List<FailedRecord> failed, List<String> recovered, Instant setBack, String server) {

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

        private Instant startFrom;
        private String filter;
        private Instant mark;
        private Instant horizon;
        private Instant keepFrom;
        private Instant setBack;
        private String server;
        private final List<FinishedVersion> finished = new ArrayList<>();
        private final List<FailedRecord> failed = new ArrayList<>();
        private final List<String> recovered = new ArrayList<>();

        private Builder() {
        }

        public Builder startFrom(Instant start) {
            this.startFrom = start;
            return this;
        }

        public Builder filter(String query) {
            this.filter = query;
            return this;
        }

        public Builder mark(Instant upTo) {
            this.mark = upTo;
            return this;
        }

        public Builder horizon(Instant serverTime) {
            this.horizon = serverTime;
            return this;
        }

        public Builder keepFrom(Instant oldest) {
            this.keepFrom = oldest;
            return this;
        }

        public Builder setBack(Instant noLaterThan) {
            this.setBack = noLaterThan;
            return this;
        }

        public Builder server(String baseUrl) {
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

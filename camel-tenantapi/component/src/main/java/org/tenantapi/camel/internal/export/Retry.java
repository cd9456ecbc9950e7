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
package org.tenantapi.camel.internal.export;

import java.util.List;

import org.tenantapi.camel.position.FinishedVersion;

/**
 * The source of a record that is delivered again because its delivery failed: it was read by its localId.
 */
record Retry(Failures failures, OtherForms otherForms, Selection selection) implements DeliverySource {

    @Override
    public int late(List<RecordVersion> versions) {
        return 0;
    }

    @Override
    public void delivered(RecordVersion version) {
        otherForms.delivered(version);
        selection.deliveredAhead(version);
    }

    /** As a list shows it: what was read by localId may look different, and no list knows it. */
    @Override
    public FinishedVersion failedAs(RecordVersion version) {
        return failures.asListed(version);
    }

    @Override
    public void settle(List<Integer> places) {
        // it has no place in a snapshot
    }

    @Override
    public void abort() {
        // it is due again at the next poll
    }
}

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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An upgrade of the component goes on where the version before it stopped.
 */
abstract class EarlierPositionContract {

    /** A store that holds the earlier position. */
    abstract PositionStore store() throws Exception;

    @Test
    void readsWhatAnEarlierVersionWrote() throws Exception {
        PositionStore store = store();
        assertThat(PositionContent.of(store.read(EarlierPosition.KEY))).isEqualTo(EarlierPosition.content());
        assertThat(PositionContent.of(store, EarlierPosition.KEY)).isEqualTo(EarlierPosition.content());
    }

    @Test
    void goesOnFromWhatAnEarlierVersionWrote() throws Exception {
        PositionStore store = store();
        Instant mark = Instant.parse("2026-11-01T13:00:00Z");
        PositionChange change = PositionChange.builder().mark(mark).finished(EarlierPosition.version("new", 3600))
                .recovered("waits").failed(new FailedRecord("new", EarlierPosition.version("new", 3601), 1, mark, "x")).build();
        Position model = new Position();
        try (OwnedPosition owned = store.open(EarlierPosition.KEY)) {
            assertThat(owned.epoch()).isEqualTo(3);
            model.apply(owned.position().asChange());
            owned.commit(change);
        }
        model.apply(change);
        assertThat(PositionContent.of(store, EarlierPosition.KEY)).isEqualTo(PositionContent.of(model));
        assertThat(model.failed()).hasSize(3);
    }
}

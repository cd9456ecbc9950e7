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

/**
 * A position with its one owner. Not safe for several threads; its owner guards it.
 */
public interface OwnedPosition extends AutoCloseable {

    /**
     * The position as last committed. It follows each {@link #commit}.
     */
    Position position();

    /**
     * The number of this ownership: higher than that of every owner before.
     */
    long epoch();

    /**
     * Makes the change durable, then applies it to {@link #position()}. When it throws, {@link #position()} is as
     * before and the same change, or one that includes it, may be tried again. What is durable then is all of the
     * change or nothing of it: which, cannot be known while the answer of a database or a grid is lost on its way. The
     * next commit finds out, and where the change is durable after all, it holds for {@link #position()} from then on.
     *
     * @throws PositionFencedException if another owner has taken the position since
     * @throws PositionException       if the change could not be made durable
     */
    void commit(PositionChange change);

    /**
     * Joins the transaction of the calling thread, so that versions become finished in it together with what the user
     * writes: also from other threads than that of {@link #commit}, several at a time. The next {@link #commit} expects
     * such versions to be there already; {@link #position()} knows them from then on.
     *
     * @throws PositionException             if the calling thread has no transaction that the store's connection takes
     *                                       part in
     * @throws UnsupportedOperationException if the store {@link PositionStore#joinsTransactions() cannot do that}
     */
    default PositionTransaction joinTransaction() {
        throw new UnsupportedOperationException("This position store cannot join a transaction");
    }

    /**
     * Sets the mark, and the horizon with it, to this time, be it a step back: what was modified at that time or later
     * is exported again, what was modified before is not asked for any more. The failed records stay as they are.
     *
     * @throws PositionFencedException       if another owner has taken the position since
     * @throws PositionException             if the change could not be made durable, then it has not been made; or the
     *                                       position is {@link Position#isNew() new}
     * @throws UnsupportedOperationException if the store cannot do that
     */
    default void reset(Instant mark) {
        throw new UnsupportedOperationException("This position store cannot reset a mark");
    }

    /**
     * Gives the ownership up. The position stays.
     */
    @Override
    void close();
}

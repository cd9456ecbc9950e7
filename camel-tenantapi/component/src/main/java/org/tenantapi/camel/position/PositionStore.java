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

/**
 * Where positions are kept. A store serves any number of positions, each with one owner at a time.
 */
public interface PositionStore {

    /**
     * Takes ownership of a position: from now on no earlier owner can commit to it.
     *
     * @param  key               names the position: any text of one line, by default
     *                           {@code tenant/connectionId/recordType}
     * @return                   the ownership, with the position as last committed; an empty position if there is none
     * @throws PositionException if the position is owned elsewhere and must not be taken, or cannot be read, or is
     *                           damaged
     */
    OwnedPosition open(String key);

    /**
     * Who owns a position now: for a former owner that wants to know whether it may have it back.
     *
     * @throws PositionException             if that cannot be read
     * @throws UnsupportedOperationException if the store cannot tell
     */
    default PositionOwner owner(String key) {
        throw new UnsupportedOperationException("This position store does not tell who owns a position");
    }

    /**
     * Reads a position without taking it from its owner: for those who only look.
     *
     * @return                               as last committed; an empty position if there is none
     * @throws PositionException             if it cannot be read, or is damaged
     * @throws UnsupportedOperationException if the store cannot do that
     */
    default Position read(String key) {
        throw new UnsupportedOperationException("This position store can only be read by the owner of a position");
    }

    /**
     * Whether its owned positions can {@link OwnedPosition#joinTransaction() join the transaction} of a thread, as
     * {@code transacted=true} needs it. By default not.
     */
    default boolean joinsTransactions() {
        return false;
    }
}

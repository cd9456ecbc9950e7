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

import java.util.List;

/**
 * What is written of a position in the transaction of the calling thread, which belongs to the user: on its connection,
 * together with what the user writes there. Nothing of it is committed or rolled back here. Used by the thread that has
 * made it alone.
 */
public interface PositionTransaction extends AutoCloseable {

    /**
     * Writes that these versions are finished.
     *
     * @return                         whether all of them are written; if not, one was finished before, and the
     *                                 transaction must be rolled back
     * @throws PositionFencedException if another owner has taken the position since: the transaction must be rolled
     *                                 back
     * @throws PositionException       if they cannot be written: the transaction must be rolled back
     */
    boolean finish(List<FinishedVersion> versions);

    /**
     * Writes down that something is still to be done for this record once the transaction is committed, in place of
     * what is on record of it: its link.
     *
     * @throws PositionException if it cannot be written: the transaction must be rolled back
     */
    void setAside(FailedRecord toLink);

    /**
     * Gives the connection back to the transaction.
     */
    @Override
    void close();
}

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

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.Position;
import org.tenantapi.camel.position.PositionChange;
import org.tenantapi.camel.position.PositionException;
import org.tenantapi.camel.position.PositionRefusedException;
import org.tenantapi.camel.position.PositionStore;

/**
 * Where a position comes from: it says something of the records of one server, as one filter selects them, and nothing
 * of any others.
 */
final class Provenance {

    private static final Logger LOG = LoggerFactory.getLogger(Provenance.class);

    private final ExportSettings settings;
    private final ExportSource.@Nullable Server server;

    /** @param server where the source reads, if it says */
    Provenance(ExportSettings settings, ExportSource.@Nullable Server server) {
        this.settings = settings;
        this.server = server;
    }

    /**
     * Takes ownership of the position.
     *
     * @throws PositionRefusedException if the position was made elsewhere
     * @throws PositionException        if it cannot be had
     */
    OwnedPosition open(PositionStore store) {
        OwnedPosition owned = store.open(settings.positionKey());
        try {
            Position position = owned.position();
            if (!position.isNew()) {
                check(owned, position);
                LOG.info("Export of {} goes on: mark {}, horizon {}, {} finished versions kept, {} failed records",
                        settings.positionKey(), position.mark(), position.horizon(), position.finished().size(),
                        position.failed().size());
            }
            return owned;
        } catch (Throwable e) {
            owned.close();
            throw e;
        }
    }

    private void check(OwnedPosition owned, Position position) {
        refuseOtherFilter(position);
        if (server == null || server.baseUrl().equals(position.server())) {
            return;
        }
        if (position.server() == null) {
            LOG.warn("The position of {} was made by a version of this component that did not note the server. It is taken for"
                     + " one of {} from now on: if it is not, stop the route and set another positionKey.",
                    settings.positionKey(), server.baseUrl());
        } else if (server.mayHaveMoved()) {
            LOG.warn("The position of {} was made at {} and goes on at {}, as acceptMovedServer says", settings.positionKey(),
                    position.server(), server.baseUrl());
        } else {
            refuseOtherServer(position);
        }
        owned.commit(PositionChange.builder().server(server.baseUrl()).build());
    }

    private void refuseOtherServer(Position position) {
        throw new PositionRefusedException(
                "The position of " + settings.positionKey() + " was made at " + position.server() + " and cannot go on at "
                                           + Objects.requireNonNull(server).baseUrl()
                                           + ": what is older there would be lost. Set another positionKey to begin anew"
                                           + " or, if it is the same Tenant under another address, acceptMovedServer=true for one start.");
    }

    private void refuseOtherFilter(Position position) {
        if (!settings.filter().equals(position.filter())) {
            throw new PositionRefusedException(
                    "The position of " + settings.positionKey() + " was made with " + describe(position.filter())
                                               + " and cannot go on with " + describe(settings.filter())
                                               + ": what the old filter kept away would be lost. Set another positionKey to begin anew.");
        }
    }

    private static String describe(@Nullable String filter) {
        return filter == null || filter.isEmpty() ? "no filter" : "the filter " + filter;
    }
}

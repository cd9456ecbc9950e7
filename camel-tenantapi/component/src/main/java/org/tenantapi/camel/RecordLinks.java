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
package org.tenantapi.camel;

import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.internal.export.DeliveryResult;
import org.tenantapi.camel.internal.export.ExportSource;
import org.tenantapi.camel.internal.export.LinkedVersion;
import org.tenantapi.camel.internal.export.RecordVersion;
import org.tenantapi.camel.position.FinishedVersion;

/**
 * Links exported records to the remoteIds that the route has chosen for them.
 */
final class RecordLinks {

    private final ExportSource source;
    private final boolean wanted;
    private final String scope;
    private final Queue<FinishedVersion> made = new ConcurrentLinkedQueue<>();

    /**
     * @param wanted whether there are to be any
     * @param scope  of the headers of this Plug
     */
    RecordLinks(ExportSource source, boolean wanted, String scope) {
        this.source = source;
        this.wanted = wanted;
        this.scope = scope;
    }

    /** The remoteId that the record is to be linked to, if it is not yet. */
    @Nullable
    String wanted(RecordVersion version, Exchange exchange) {
        String remoteId = wanted ? WrittenHeaders.chosenRemoteId(exchange, scope) : null;
        return remoteId == null || remoteId.isEmpty() || remoteId.equals(version.envelope().remoteId()) ? null : remoteId;
    }

    DeliveryResult link(RecordVersion version, String remoteId) {
        try {
            source.link(version.localId(), remoteId).ifPresent(linked -> made.addAll(LinkedVersion.of(version, linked)));
            return new DeliveryResult.Linked(version.localId());
        } catch (Throwable e) {
            return new DeliveryResult.NotLinked(version.localId(), remoteId, e);
        }
    }

    /** The versions that links have made, since this was last asked. */
    List<FinishedVersion> made() {
        return Stream.generate(made::poll).takeWhile(Objects::nonNull).toList();
    }
}

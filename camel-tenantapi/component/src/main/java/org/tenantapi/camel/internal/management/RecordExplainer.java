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
package org.tenantapi.camel.internal.management;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.internal.export.ContentDigest;
import org.tenantapi.camel.internal.export.Explanation;
import org.tenantapi.camel.internal.export.ExportSettings;
import org.tenantapi.camel.internal.export.ExportView;
import org.tenantapi.camel.internal.export.RecordVersion;
import org.tenantapi.camel.position.FinishedVersion;
import org.tenantapi.camel.status.PlugStatus;

/**
 * The explanation of what happened to a record: from the memory of the export, its status, and the record on the
 * server.
 */
final class RecordExplainer {

    private final Supplier<TenantApiClient> client;
    private final String recordType;
    private final ExportSettings settings;

    RecordExplainer(Supplier<TenantApiClient> client, String recordType, ExportSettings settings) {
        this.client = client;
        this.recordType = recordType;
        this.settings = settings;
    }

    /**
     * @param export   none while it is stopped
     * @param finished the finished versions that the position remembers of a record, by localId; null when they are not
     *                 known
     */
    List<Explanation> explain(
            String id, @Nullable ExportView export, PlugStatus status, Function<String, List<FinishedVersion>> finished) {
        List<Explanation> explanations = new ArrayList<>();
        try {
            RecordSearch search = new RecordSearch(
                    client.get(), recordType, export == null ? ContentDigest.WHOLE : export.digest());
            for (RecordVersion current : search.find(id)) {
                explanations.add(export == null
                        ? Explanation.of(status, settings, current)
                        : export.explain(id, current, finished.apply(current.localId())).orElseThrow());
            }
        } catch (IOException | RuntimeException e) {
            explanations.add(remembered(id, export, finished).orElseGet(() -> new Explanation(null, null, List.of()))
                    .with("The server could not be asked: " + e.getMessage()));
        }
        if (explanations.isEmpty()) {
            explanations.add(remembered(id, export, finished).map(known -> known.with("The server no longer has it."))
                    .orElseGet(() -> Explanation.unknown(id)));
        }
        return explanations;
    }

    private static Optional<Explanation> remembered(
            String id, @Nullable ExportView export, Function<String, List<FinishedVersion>> finished) {
        return export == null ? Optional.empty() : export.explain(id, null, finished.apply(id));
    }
}

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

import java.io.PrintWriter;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.tenantapi.camel.export.Export;
import org.tenantapi.camel.export.ExportDelivery;
import org.tenantapi.camel.export.FailureReporter;
import org.tenantapi.camel.export.Transfer;
import org.tenantapi.camel.position.MemoryPositionStore;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.Position;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Polls as the route would, from a copy of its position.
 */
@Command(name = "export",
         description = {
                 "Shows what the next poll would deliver: localId, lastModified and remoteId.",
                 "Nothing is delivered, and nothing moves. It may be used while the route runs." })
final class ExportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Option(names = "--dry-run", required = true, description = "required: a route exports, this does not")
    private boolean dryRun;

    @Option(names = "--filter", paramLabel = "<name=value>",
            description = "a filter that the route sets, filter.name=value there; may be repeated")
    private Map<String, Object> filter = new LinkedHashMap<>();

    @Option(names = "--start-from", paramLabel = "<start>", defaultValue = "beginning",
            description = "where the export would begin if it has not: beginning, now or an instant (${DEFAULT-VALUE})")
    private String startFrom;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private ServerOptions server;

    @Mixin
    private PositionOptions positions;

    @Override
    public Integer call() throws Exception {
        String key = positions.key(connection);
        Position position = positions.store().read(key);
        return server.with(connection, positions.recordType(), endpoint -> {
            TenantApiConfiguration route = endpoint.getConfiguration();
            route.setPositionKey(key);
            route.setFilter(filter);
            route.setStartFrom(startFrom);
            show(endpoint, copy(position, key));
        });
    }

    private static MemoryPositionStore copy(Position position, String key) {
        MemoryPositionStore copy = new MemoryPositionStore();
        if (!position.isNew()) {
            try (OwnedPosition owned = copy.open(key)) {
                owned.commit(position.asChange());
            }
        }
        return copy;
    }

    private void show(TenantApiEndpoint endpoint, MemoryPositionStore copy) throws Exception {
        PrintWriter out = command.commandLine().getOut();
        ClientSource source = new ClientSource(endpoint.client(), positions.recordType(), endpoint.filter());
        ExportDelivery show = (versions, attempt, completed) -> {
            versions.forEach(version -> out.println(version.localId() + "  " + version.lastModified() + "  "
                                                    + Optional.ofNullable(version.envelope().remoteId()).orElse("-")));
            completed.accept(null);
        };
        try (Export export = new Export(
                endpoint.exportSettings(), source, show, version -> false, FailureReporter.NONE, copy, Clock.systemUTC())) {
            Transfer transfer = export.poll(() -> true);
            out.println(transfer.delivered() + " would be delivered, of " + transfer.considered()
                        + " that the server shows; nothing has moved.");
        }
    }
}

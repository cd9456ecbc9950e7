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
package org.tenantapi.camel.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.tenantapi.camel.TenantApiConfiguration;
import org.tenantapi.camel.TenantApiConsumer;
import org.tenantapi.camel.TenantApiEndpoint;
import org.tenantapi.camel.TenantRecord;
import org.tenantapi.camel.internal.client.Printable;
import org.tenantapi.camel.position.MemoryPositionStore;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.Position;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Polls once as the route would, from a copy of its position.
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

    @Option(names = "--filter", defaultValue = "${env:TENANTAPI_FILTER}", paramLabel = "<name=value>",
            description = "a filter that the route sets, filter.name=value there; may be repeated")
    private Map<String, Object> filter = new LinkedHashMap<>();

    @Option(names = "--start-from", paramLabel = "<start>", defaultValue = "${env:TENANTAPI_START_FROM:-beginning}",
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
        MemoryPositionStore copy = copy(positions.store().read(key), key);
        try (Tenant tenant = server.connect(connection)) {
            tenant.component().setPositionStore(copy);
            TenantApiEndpoint endpoint = tenant.endpoint(positions.recordType());
            TenantApiConfiguration route = endpoint.getConfiguration();
            route.setPositionKey(key);
            route.setFilter(filter);
            route.setStartFrom(startFrom);
            poll(tenant.context(), endpoint);
        }
        return CommandLine.ExitCode.OK;
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

    private void poll(CamelContext context, TenantApiEndpoint endpoint) throws Exception {
        PrintWriter out = command.commandLine().getOut();
        FailedPoll failed = new FailedPoll();
        endpoint.setStartScheduler(false);
        endpoint.setPollStrategy(failed);
        RouteBuilder.addRoutes(context, route -> route.from(endpoint).routeId("dry-run")
                .process(exchange -> out.println(line(exchange.getMessage()))));
        TenantApiConsumer consumer = (TenantApiConsumer) context.getRoute("dry-run").getConsumer();
        consumer.run();
        failed.rethrow();
        var transfer = consumer.status().lastTransfer();
        if (!transfer.isSuccessful()) {
            throw new IllegalStateException(String.join("; ", transfer.sessionErrors()));
        }
        out.println(transfer.delivered() + " would be delivered, of " + transfer.considered()
                    + " that the server shows; nothing has moved.");
    }

    private static String line(Message message) {
        TenantRecord record = message.getBody(TenantRecord.class);
        return Printable.of(record.localId()) + "  " + record.lastModified() + "  "
               + Optional.ofNullable(record.remoteId()).map(Printable::of).orElse("-");
    }

    /** Keeps why the one poll failed, which Camel would log before it tries again. */
    private static final class FailedPoll extends DefaultPollingConsumerPollStrategy {

        private Exception cause;

        @Override
        public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception e) {
            cause = e;
            return false;
        }

        void rethrow() throws Exception {
            if (cause != null) {
                throw cause;
            }
        }
    }
}

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.tenantapi.camel.client.Answer;
import org.tenantapi.camel.client.Request;
import org.tenantapi.camel.export.Export;
import org.tenantapi.camel.export.ExportDelivery;
import org.tenantapi.camel.export.FailureReporter;
import org.tenantapi.camel.export.Transfer;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.position.FilePositionStore;
import org.tenantapi.camel.position.MemoryPositionStore;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.Position;
import org.tenantapi.camel.position.PositionChange;
import org.tenantapi.camel.position.PositionStore;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * Looks at a Tenant and at the position of an export from the command line, and puts the position right while its route
 * is stopped.
 */
@Command(name = "tenantapi", sortOptions = false, usageHelpWidth = 110, mixinStandardHelpOptions = false,
         scope = ScopeType.INHERIT, synopsisSubcommandLabel = "COMMAND",
         description = "Looks at a Tenant and at the position of an export; puts the position right while its route is stopped.",
         footer = {
                 "", "For example, what is in quarantine of the orders of Connection 1001, and to have one delivered again:",
                 "",
                 "  tenantapi quarantine list --tenant acme --connection 1001 --state-directory /var/lib/erp/.camel-tenantapi",
                 "  tenantapi quarantine replay --tenant acme --connection 1001 0c2b17060ef5ab0b94e84ed54d0f280b",
                 "", "Exit codes: 0 done, 1 it failed, 2 wrong options." })
public final class TenantApiMain {

    @Spec
    private CommandSpec command;

    @Option(names = "--base-url", paramLabel = "<url>", defaultValue = "${env:TENANTAPI_BASE_URL}", scope = ScopeType.INHERIT,
            description = "the API's root, such as https://api.example.com/api (environment: TENANTAPI_BASE_URL)")
    private String baseUrl;

    @Option(names = "--tenant", paramLabel = "<code>", defaultValue = "${env:TENANTAPI_TENANT}", scope = ScopeType.INHERIT,
            description = "the Tenant's code (TENANTAPI_TENANT)")
    private String tenant;

    @Option(names = "--connection", paramLabel = "<id>", defaultValue = "${env:TENANTAPI_CONNECTION}",
            scope = ScopeType.INHERIT,
            description = "the Connection's id (TENANTAPI_CONNECTION)")
    private String connection;

    @Option(names = "--type", paramLabel = "<type>", defaultValue = "order", scope = ScopeType.INHERIT,
            description = "the record type (${DEFAULT-VALUE})")
    private String recordType;

    @Option(names = "--user", paramLabel = "<name>", defaultValue = "${env:TENANTAPI_USERNAME}", scope = ScopeType.INHERIT,
            description = "a user of the Tenant (TENANTAPI_USERNAME); the password comes from TENANTAPI_PASSWORD only")
    private String user;

    @Option(names = "--state-directory", paramLabel = "<directory>", defaultValue = ".camel-tenantapi",
            scope = ScopeType.INHERIT,
            description = "where the position files are (${DEFAULT-VALUE})")
    private Path stateDirectory;

    @Option(names = "--key", paramLabel = "<positionKey>", scope = ScopeType.INHERIT,
            description = "the positionKey, where the route sets one; else tenant/connection/type")
    private String key;

    @Option(names = { "-h", "--help" }, usageHelp = true, scope = ScopeType.INHERIT, description = "show this text and end")
    private boolean help;

    private final String password;

    private TenantApiMain(String password) {
        this.password = password;
    }

    public static void main(String[] arguments) {
        System.exit(commandLine(System.getenv("TENANTAPI_PASSWORD")).execute(arguments));
    }

    static CommandLine commandLine(String password) {
        TenantApiMain main = new TenantApiMain(password);
        CommandLine commandLine = new CommandLine(main);
        commandLine.addSubcommand("position", new PositionCommands(main));
        commandLine.addSubcommand("quarantine", new QuarantineCommands(main));
        return commandLine.setExecutionExceptionHandler((e, failed, parsed) -> {
            failed.getErr().println(e.getMessage() == null ? e.toString() : e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
    }

    @Command(name = "ping", description = "Asks the API who answers: whether URL, Tenant, Connection and user are right.")
    int ping() throws Exception {
        return with(endpoint -> {
            try (Answer answer = endpoint.client().execute(Request.get())) {
                out().println(endpoint.getClientSettings().baseUrl() + " answers " + answer.status() + ": "
                              + new String(answer.bytes(), StandardCharsets.UTF_8));
                answer.serverTime().ifPresent(time -> out().println("Server time " + time + ", here " + Instant.now()));
            }
        });
    }

    @Command(name = "export", description = "Shows what the next poll would deliver. Nothing is delivered, and nothing moves.")
    int export(
            @Option(names = "--dry-run", required = true, description = "required: a route exports, this does not") boolean dry)
            throws Exception {
        Position position = positions().read(key());
        return with(endpoint -> {
            MemoryPositionStore copy = new MemoryPositionStore();
            if (!position.isNew()) {
                try (OwnedPosition owned = copy.open(key())) {
                    owned.commit(position.asChange());
                }
            }
            ClientSource source = new ClientSource(endpoint.client(), recordType, Map.of(), new OwnWrites());
            ExportDelivery show = (versions, attempt, completed) -> {
                versions.forEach(version -> out().println(version.localId() + "  " + version.lastModified() + "  "
                                                          + Optional.ofNullable(version.envelope().remoteId()).orElse("-")));
                completed.accept(null);
            };
            try (Export export = new Export(
                    endpoint.exportSettings(), source, show, version -> false, FailureReporter.NONE, copy, Clock.systemUTC())) {
                Transfer transfer = export.poll(() -> true);
                out().println(transfer.delivered() + " would be delivered, of " + transfer.considered()
                              + " that the server shows; nothing has moved.");
            }
        });
    }

    private interface Action {
        void on(TenantApiEndpoint endpoint) throws Exception;
    }

    private int with(Action action) throws Exception {
        CamelContext context = new DefaultCamelContext();
        try {
            TenantApiComponent component = new TenantApiComponent(context);
            component.setBaseUrl(required("--base-url", baseUrl));
            component.setTenant(required("--tenant", tenant));
            component.setUsername(required("--user", user));
            component.setPassword(required("the environment variable TENANTAPI_PASSWORD", password));
            component.setMaxRetries(0);
            context.addComponent("tenantapi", component);
            context.start();
            Map<String, Object> options = new LinkedHashMap<>();
            if (key != null) {
                options.put("positionKey", "RAW(" + key + ")");
            }
            StringBuilder uri = new StringBuilder("tenantapi:" + required("--connection", connection) + "/" + recordType);
            options.forEach((name, value) -> uri.append('?').append(name).append('=').append(value));
            action.on(context.getEndpoint(uri.toString(), TenantApiEndpoint.class));
        } finally {
            context.stop();
        }
        return CommandLine.ExitCode.OK;
    }

    PositionStore positions() {
        return new FilePositionStore(stateDirectory);
    }

    String key() {
        return key != null ? key : required("--tenant", tenant) + "/" + required("--connection", connection) + "/" + recordType;
    }

    PrintWriter out() {
        return command.commandLine().getOut();
    }

    private String required(String what, String value) {
        if (value == null || value.isEmpty()) {
            throw new ParameterException(command.commandLine(), what + " is missing");
        }
        return value;
    }

    /** The position of an export that has begun. */
    private Position begun() {
        Position position = positions().read(key());
        if (position.isNew()) {
            throw new IllegalStateException(
                    "There is no position of " + key() + " in " + stateDirectory + ": the export has not begun, or it keeps its"
                                            + " position elsewhere (--state-directory), or under another key (--key)");
        }
        return position;
    }

    /** Shows and resets the mark. */
    @Command(name = "position", description = "Shows where an export stands, or sets it back.")
    static final class PositionCommands {

        private final TenantApiMain main;

        private PositionCommands(TenantApiMain main) {
            this.main = main;
        }

        @Command(name = "show", description = "Shows mark, horizon and what has failed. It may be used while the route runs.")
        int show() {
            Position position = main.begun();
            long quarantined = position.failed().stream().filter(FailedRecord::isQuarantined).count();
            PrintWriter out = main.out();
            out.println("position    " + main.key());
            out.println("startFrom   " + (position.startFrom().equals(Instant.MIN) ? "beginning" : position.startFrom()));
            out.println("mark        " + (position.mark() == null ? "none yet" : position.mark()));
            out.println("horizon     " + (position.horizon() == null ? "none yet" : position.horizon()));
            out.println("finished    " + position.finished().size() + " versions within the overlap");
            out.println("failed      " + (position.failed().size() - quarantined));
            out.println("quarantined " + quarantined);
            return CommandLine.ExitCode.OK;
        }

        @Command(name = "reset",
                 description = "Sets the mark: what was modified then or later is exported again. The route must"
                               + " be stopped.")
        int reset(@Parameters(paramLabel = "<instant>", description = "such as 2026-11-01T00:00:00Z") String instant) {
            Instant mark;
            try {
                mark = Instant.parse(instant);
            } catch (DateTimeException e) {
                throw new ParameterException(
                        main.command.commandLine(), "'" + instant + "' is no instant such as 2026-11-01T00:00:00Z", e);
            }
            Instant before = main.begun().mark();
            try (OwnedPosition owned = main.positions().open(main.key())) {
                owned.reset(mark);
            }
            main.out().println("The mark was " + (before == null ? "not set" : before) + " and is " + mark
                               + " now. What comes again: tenantapi export --dry-run");
            return CommandLine.ExitCode.OK;
        }
    }

    /** Shows, replays and discards what has failed. */
    @Command(name = "quarantine",
             description = "Shows the records that have failed, has them delivered again or gives them up.")
    static final class QuarantineCommands {

        private final TenantApiMain main;

        private QuarantineCommands(TenantApiMain main) {
            this.main = main;
        }

        @Command(name = "list", description = "Lists what has failed and why. It may be used while the route runs.")
        int list() {
            for (FailedRecord failed : main.begun().failed()) {
                main.out().println(failed.localId() + "  " + failed.attempts() + " attempts  "
                                   + (failed.isQuarantined() ? "in quarantine" : "again from " + failed.nextAttempt()) + "  "
                                   + failed.lastError());
            }
            return CommandLine.ExitCode.OK;
        }

        @Command(name = "replay", description = "Has a record delivered again when the route is started. The route must be"
                                                + " stopped.")
        int replay(@Parameters(paramLabel = "<localId>") String localId) {
            return change(localId, failed -> PositionChange.builder().failed(failed.next(Instant.now())).build(),
                    "is delivered again at the first poll.");
        }

        @Command(name = "discard",
                 description = "Gives a record up: it comes again when it changes. The route must be stopped.")
        int discard(@Parameters(paramLabel = "<localId>") String localId) {
            return change(localId,
                    failed -> PositionChange.builder().recovered(localId).finished(failed.version()).build(),
                    "is given up; it comes again when it changes.");
        }

        private int change(String localId, Function<FailedRecord, PositionChange> change, String done) {
            main.begun();
            try (OwnedPosition owned = main.positions().open(main.key())) {
                FailedRecord failed = owned.position().failedRecord(localId);
                if (failed == null) {
                    throw new IllegalArgumentException("No record " + localId + " of " + main.key() + " has failed");
                }
                owned.commit(change.apply(failed));
            }
            main.out().println("The record " + localId + " " + done);
            return CommandLine.ExitCode.OK;
        }
    }
}

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
package org.tenantapi.camel.testkit;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the simulator from the command line, with one tenant, until it is interrupted. */
@Command(name = "SimulatorMain", sortOptions = false, usageHelpWidth = 100,
         description = "A Tenant API on this machine only, with one tenant in memory. Stop it with Ctrl-C; nothing is kept.",
         footer = {
                 "", "For example, a day of orders, and an API that is down for the first two polls:", "",
                 "  SimulatorMain --load order=orders.json.gz --fault \"GET /order 503 2\"" })
public final class SimulatorMain implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Option(names = "--port", defaultValue = "8089", description = "where it listens; 0 takes a free port (${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--tenant", defaultValue = "acme", description = "the code of the tenant (${DEFAULT-VALUE})")
    private String tenant;

    @Option(names = "--user", paramLabel = "<name:password>", defaultValue = "user:secret",
            description = "a user of the tenant; may be repeated (user:secret)")
    private List<String> users;

    @Option(names = "--connection", paramLabel = "<id>", defaultValue = "1001",
            description = "a connection of the tenant; may be repeated (${DEFAULT-VALUE})")
    private List<String> connections;

    @Option(names = "--load", paramLabel = "<type=file>",
            description = "records to begin with: a file with a JSON array, or a .gz of one; may be repeated")
    private Map<String, Path> files = new LinkedHashMap<>();

    @Option(names = "--fault", paramLabel = "<fault>",
            description = "\"<method> <path> <status> [<times>]\": so many requests, all when not said, get this status. The path "
                          + "stands below /api; * is one segment, ** any number; may be repeated")
    private List<String> faults = List.of();

    @Option(names = "--accept-numbers", description = "do not refuse JSON numbers in what is written")
    private boolean acceptNumbers;

    @Option(names = "--compression", description = "compress answers for those who accept gzip")
    private boolean compression;

    @Option(names = { "-h", "--help" }, usageHelp = true, description = "show this text and end")
    private boolean help;

    private SimulatorMain() {
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new SimulatorMain()).setExecutionExceptionHandler((e, command, parsed) -> {
            command.getErr().println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
    }

    /** Runs until the thread is interrupted or the process ends. */
    @Override
    public Integer call() {
        try (TenantApiSimulator simulator = TenantApiSimulator.builder().port(port).compression(compression).start()) {
            simulator.strictNumbers(!acceptNumbers);
            faults.forEach(fault -> set(fault, simulator));
            SimulatedTenant served = simulator.tenant(tenant);
            users.forEach(user -> admit(user, served));
            connections.forEach(served::connection);
            PrintWriter out = command.commandLine().getOut();
            for (Map.Entry<String, Path> file : files.entrySet()) {
                out.printf("Loaded %,d records of type %s from %s%n", load(file, served), file.getKey(), file.getValue());
            }
            out.printf("Tenant %s is served at %s, connections %s%n", tenant, simulator.baseUrl(),
                    String.join(", ", connections));
            out.printf("Try: curl -u <name:password> -H 'X-Tenant: %s' -H 'X-ConnectionId: %s' %s/%n", tenant,
                    connections.get(0),
                    simulator.baseUrl());
            out.printf("What it holds, in a browser: %s%n", simulator.pageUrl());
            out.flush();
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return CommandLine.ExitCode.OK;
    }

    private int load(Map.Entry<String, Path> file, SimulatedTenant served) {
        try {
            return served.load(file.getKey(), file.getValue());
        } catch (NoSuchFileException e) {
            throw new ParameterException(command.commandLine(), "--load: there is no file " + e.getMessage(), e);
        } catch (IOException | IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--load " + file.getValue() + ": " + e.getMessage(), e);
        }
    }

    private void admit(String user, SimulatedTenant served) {
        int colon = user.indexOf(':');
        if (colon < 1) {
            throw new ParameterException(command.commandLine(), "--user takes a name and a password with a colon between them");
        }
        served.user(user.substring(0, colon), user.substring(colon + 1));
    }

    private void set(String fault, TenantApiSimulator simulator) {
        try {
            String[] parts = fault.trim().split("\\s+");
            FaultTrigger trigger = simulator.on(parts[0], parts[1]);
            FaultTrigger counted = parts.length > 3 ? trigger.times(Integer.parseInt(parts[3])) : trigger.always();
            counted.answer(Fault.status(Integer.parseInt(parts[2])));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new ParameterException(
                    command.commandLine(),
                    "--fault takes \"<method> <path> <status> [<times>]\", like \"GET /order 503 2\", not \""
                                           + fault + "\"",
                    e);
        }
    }
}

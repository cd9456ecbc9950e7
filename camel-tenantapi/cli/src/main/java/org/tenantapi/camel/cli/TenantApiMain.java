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

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * Looks at a Tenant and at the position of an export from the command line, and puts the position right while its route
 * is stopped.
 */
@Command(name = "tenantapi", sortOptions = false, usageHelpWidth = 110, scope = ScopeType.INHERIT,
         synopsisSubcommandLabel = "COMMAND",
         subcommands = { PingCommand.class, ExportCommand.class, PositionCommand.class, QuarantineCommand.class },
         description = "Looks at a Tenant and at the position of an export; puts the position right while its route is stopped.",
         footer = {
                 "", "Every option may come from the environment instead: --base-url as TENANTAPI_BASE_URL.",
                 "", "For example, what is in quarantine of the orders of Connection 1001, and to have one delivered again:",
                 "",
                 "  tenantapi quarantine list --tenant acme --connection 1001 --state-directory /var/lib/erp/.camel-tenantapi",
                 "  tenantapi quarantine replay --tenant acme --connection 1001 0c2b17060ef5ab0b94e84ed54d0f280b",
                 "", "Exit codes: 0 done, 1 it failed, 2 wrong options." })
public final class TenantApiMain {

    @Option(names = { "-h", "--help" }, usageHelp = true, scope = ScopeType.INHERIT, description = "show this text and end")
    private boolean help;

    private TenantApiMain() {
    }

    /** Ends the process with the exit code 0 if it is done, 1 if it failed, 2 if the options are wrong. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new TenantApiMain())
                .setExecutionExceptionHandler((e, failed, parsed) -> {
                    failed.getErr().println(e.getMessage() == null ? e.toString() : e.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }
}

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

import java.util.Locale;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * Which Connection of which Tenant a command is about.
 */
final class ConnectionOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--tenant", defaultValue = "${env:TENANTAPI_TENANT}", paramLabel = "<code>", scope = ScopeType.INHERIT,
            description = "the Tenant's code")
    private String tenant;

    @Option(names = "--connection", defaultValue = "${env:TENANTAPI_CONNECTION}", paramLabel = "<id>",
            scope = ScopeType.INHERIT, description = "the Connection's id")
    private String connection;

    String tenant() {
        return required(command, "--tenant", tenant);
    }

    String connection() {
        return required(command, "--connection", connection);
    }

    /** @throws ParameterException if there is no value, which names the option and its variable */
    static String required(CommandSpec command, String option, String value) {
        if (value == null || value.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(),
                    option + " is missing (or " + variable(option) + " in the environment)");
        }
        return value;
    }

    /** Of an option that is not on the command line: {@code TENANTAPI_BASE_URL} of {@code --base-url}. */
    static String variable(String option) {
        return "TENANTAPI_" + option.substring("--".length()).replace('-', '_').toUpperCase(Locale.ROOT);
    }
}

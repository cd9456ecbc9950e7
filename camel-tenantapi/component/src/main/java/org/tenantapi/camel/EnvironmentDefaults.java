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

import java.util.Locale;
import java.util.function.UnaryOperator;

import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Takes an option that is not on the command line from the environment: {@code --base-url} from
 * {@code TENANTAPI_BASE_URL}.
 */
final class EnvironmentDefaults implements IDefaultValueProvider {

    private final UnaryOperator<String> environment;

    /** @param environment a variable's value, or null */
    EnvironmentDefaults(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    static String variable(String option) {
        return "TENANTAPI_" + option.replaceFirst("^--", "").replace('-', '_').toUpperCase(Locale.ROOT);
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        // a flag says what this one call is to do
        boolean valued = argument instanceof OptionSpec && (argument.interactive() || argument.arity().max() > 0);
        return valued ? environment.apply(variable(((OptionSpec) argument).longestName())) : null;
    }
}

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

import java.io.IOException;
import java.nio.file.Path;

import org.tenantapi.camel.TenantApiComponent;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Where the Tenant API is, and who asks.
 */
final class ServerOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--base-url", defaultValue = "${env:TENANTAPI_BASE_URL}", paramLabel = "<url>",
            description = "the API's root, such as https://api.example.com/api")
    private String baseUrl;

    @Option(names = "--username", defaultValue = "${env:TENANTAPI_USERNAME}", paramLabel = "<name>",
            description = "a user of the Tenant")
    private String username;

    @Option(names = "--password", defaultValue = "${env:TENANTAPI_PASSWORD}", interactive = true,
            description = "asks for the user's password, which else comes from TENANTAPI_PASSWORD or a file")
    private char[] password;

    @Option(names = "--password-file", defaultValue = "${env:TENANTAPI_PASSWORD_FILE}", paramLabel = "<file>",
            description = "its first line is the user's password")
    private Path passwordFile;

    /** A Connection that is not asked anything yet. */
    Tenant connect(ConnectionOptions connection) throws IOException {
        Tenant tenant = new Tenant(connection.connection());
        TenantApiComponent component = tenant.component();
        component.setBaseUrl(ConnectionOptions.required(command, "--base-url", baseUrl));
        component.setTenant(connection.tenant());
        component.setUsername(ConnectionOptions.required(command, "--username", username));
        component.setPassword(ConnectionOptions.required(command, "--password", Password.of(password, passwordFile)));
        // a person waits, and reads what the server says
        component.setMaxRetries(0);
        return tenant;
    }
}

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

import java.io.IOException;
import java.nio.file.Path;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Where the Tenant API is, and who asks.
 */
final class ServerOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--base-url", paramLabel = "<url>", description = "the API's root, such as https://api.example.com/api")
    private String baseUrl;

    @Option(names = "--username", paramLabel = "<name>", description = "a user of the Tenant")
    private String username;

    @Option(names = "--password", interactive = true,
            description = "asks for the user's password, which else comes from TENANTAPI_PASSWORD or a file")
    private char[] password;

    @Option(names = "--password-file", paramLabel = "<file>", description = "its first line is the user's password")
    private Path passwordFile;

    /** Does something with an endpoint of the Connection. */
    @FunctionalInterface
    interface Action {
        void on(TenantApiEndpoint endpoint) throws Exception;
    }

    int with(ConnectionOptions connection, String recordType, Action action) throws Exception {
        CamelContext context = new DefaultCamelContext();
        try {
            context.addComponent("tenantapi", component(connection, context));
            context.start();
            action.on(context.getEndpoint("tenantapi:" + connection.connection() + "/" + recordType, TenantApiEndpoint.class));
        } finally {
            context.stop();
        }
        return CommandLine.ExitCode.OK;
    }

    private TenantApiComponent component(ConnectionOptions connection, CamelContext context) throws IOException {
        TenantApiComponent component = new TenantApiComponent(context);
        component.setBaseUrl(ConnectionOptions.required(command, "--base-url", baseUrl));
        component.setTenant(connection.tenant());
        component.setUsername(ConnectionOptions.required(command, "--username", username));
        component.setPassword(ConnectionOptions.required(command, "--password", Password.of(password, passwordFile)));
        // a person waits, and reads what the server says
        component.setMaxRetries(0);
        return component;
    }
}

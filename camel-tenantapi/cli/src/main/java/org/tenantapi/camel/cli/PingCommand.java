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
import java.time.Instant;
import java.util.concurrent.Callable;

import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.Message;
import org.tenantapi.camel.TenantApiConstants;
import org.tenantapi.camel.internal.client.Printable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Asks the API who answers.
 */
@Command(name = "ping", description = "Asks the API who answers: whether URL, Tenant, Connection and user are right.")
final class PingCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private ServerOptions server;

    @Override
    public Integer call() throws Exception {
        try (Tenant tenant = server.connect(connection);
             FluentProducerTemplate producer = tenant.context().createFluentProducerTemplate()) {
            Exchange exchange = producer.to(tenant.endpoint("order?operation=ping")).send();
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            Message answer = exchange.getMessage();
            PrintWriter out = command.commandLine().getOut();
            out.println(tenant.baseUrl() + " answers " + answer.getHeader(TenantApiConstants.HTTP_STATUS) + ": "
                        + Printable.of(answer.getBody(String.class)));
            tenant.serverTime().ifPresent(time -> out.println("Server time " + time + ", here " + Instant.now()));
        }
        return CommandLine.ExitCode.OK;
    }
}

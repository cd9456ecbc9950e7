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
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;

import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.Position;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/**
 * Shows and resets the mark.
 */
@Command(name = "position", description = "Shows where an export stands, or sets it back.")
final class PositionCommand extends PositionsCommand {

    @Command(name = "show", description = "Shows mark, horizon and what has failed. It may be used while the route runs.")
    int show() throws IOException {
        Position position = positions.begun(connection);
        long quarantined = position.failed().stream().filter(FailedRecord::isQuarantined).count();
        PrintWriter out = command.commandLine().getOut();
        out.println("position    " + positions.key(connection));
        out.println("startFrom   " + (position.startFrom().equals(Instant.MIN) ? "beginning" : position.startFrom()));
        out.println("filter      " + (position.filter().isEmpty() ? "none" : position.filter()));
        out.println("mark        " + (position.mark() == null ? "none yet" : position.mark()));
        out.println("horizon     " + (position.horizon() == null ? "none yet" : position.horizon()));
        out.println("finished    " + position.finished().size() + " versions remembered");
        out.println("failed      " + (position.failed().size() - quarantined));
        out.println("quarantined " + quarantined);
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "reset",
             description = { "Sets the mark: what was modified then or later is exported again.", PositionOptions.STOPPED })
    int reset(@Parameters(paramLabel = "<instant>", description = "such as 2026-11-01T00:00:00Z") String instant)
            throws IOException {
        Instant mark;
        try {
            mark = Instant.parse(instant);
        } catch (DateTimeException e) {
            throw new ParameterException(
                    command.commandLine(), "'" + instant + "' is not an instant such as 2026-11-01T00:00:00Z", e);
        }
        Instant before = positions.begun(connection).mark();
        try (OwnedPosition owned = positions.store().open(positions.key(connection))) {
            owned.reset(mark);
        }
        command.commandLine().getOut().println("The mark was " + (before == null ? "not set" : before) + " and is " + mark
                                               + " now. What comes again: tenantapi export --dry-run");
        return CommandLine.ExitCode.OK;
    }
}

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
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

import org.tenantapi.camel.internal.client.Printable;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.PositionChange;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Shows, replays and discards what has failed.
 */
@Command(name = "quarantine",
         description = "Shows the records that have failed, has them delivered again or gives them up.")
final class QuarantineCommand extends PositionsCommand {

    @Command(name = "list",
             description = {
                     "Lists what has failed and why, what waits for its next attempt included.",
                     "It may be used while the route runs." })
    int list() throws IOException {
        List<FailedRecord> failed = positions.begun(connection).failed();
        PrintWriter out = command.commandLine().getOut();
        failed.forEach(record -> out.println(
                Printable.of(record.localId()) + "  " + record.attempts() + " attempts  "
                                             + (record.isQuarantined() ? "in quarantine" : "again from " + record.nextAttempt())
                                             + "  " + Printable.of(record.lastError())));
        if (failed.isEmpty()) {
            out.println("Nothing of " + positions.key(connection) + " has failed.");
        }
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "replay",
             description = { "Has a record delivered again when the route is started.", PositionOptions.STOPPED })
    int replay(@Parameters(paramLabel = "<localId>", description = "as quarantine list shows it") String localId)
            throws IOException {
        return change(localId, failed -> new Change(replayed(failed), "is delivered again at the first poll."));
    }

    @Command(name = "discard",
             description = { "Gives a record up: it comes again when it changes.", PositionOptions.STOPPED })
    int discard(@Parameters(paramLabel = "<localId>", description = "as quarantine list shows it") String localId)
            throws IOException {
        return change(localId, failed -> failed.hasChanged()
                ? new Change(
                        replayed(failed),
                        "has changed since its last attempt: it is delivered again at the first poll. Discard it again if that"
                                          + " fails.")
                : new Change(
                        PositionChange.builder().recovered(localId).finished(failed.version()).build(),
                        "is discarded; it is exported again when it changes."));
    }

    private static PositionChange replayed(FailedRecord failed) {
        return PositionChange.builder().failed(failed.next(Instant.now())).build();
    }

    private int change(String localId, Function<FailedRecord, Change> changeOf) throws IOException {
        Change change;
        positions.begun(connection);
        String key = positions.key(connection);
        try (OwnedPosition owned = positions.store().open(key)) {
            FailedRecord failed = owned.position().failedRecord(localId);
            if (failed == null) {
                throw new IllegalArgumentException("No record " + Printable.of(localId) + " of " + key + " has failed");
            }
            change = changeOf.apply(failed);
            owned.commit(change.committed());
        }
        command.commandLine().getOut().println("The record " + Printable.of(localId) + " " + change.done());
        return CommandLine.ExitCode.OK;
    }

    /** What is committed, and what that does to the record. */
    private record Change(PositionChange committed, String done) {
    }
}

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
package org.tenantapi.camel.proof;

import java.util.List;

import static org.tenantapi.camel.proof.Without.calls;
import static org.tenantapi.camel.proof.Without.doesAsUnprotected;
import static org.tenantapi.camel.proof.Without.doesNothing;
import static org.tenantapi.camel.proof.Without.returns;
import static org.tenantapi.camel.proof.Without.returnsArgument;
import static org.tenantapi.camel.proof.Without.returnsNull;

/**
 * What protects records from being lost or repeated, each with the switch that takes it out and the tests that are to
 * fail then. Classes are named below the base package.
 */
enum Protection {

    OVERLAP("each poll reads the overlap again", new Switch("internal.export.Fetching", "beforeOverlap", 1, returnsArgument(0)),
            "internal.export.VersionsTest", "internal.export.MarkAndHorizonTest"),
    DIGEST("the digest of the content tells versions apart",
           new Switch("internal.export.RecordVersion", "content", 0, calls("record")), "internal.export.VersionsTest"),
    FINISHED_VERSIONS("versions that are finished are not delivered again",
                      new Switch("internal.export.Selection", "isFinished", 1, returns(false)), "internal.export.VersionsTest",
                      "internal.export.MarkAndHorizonTest", "internal.export.StopsTest", "internal.export.FailedRecordsTest"),
    ATTEMPTS_BY_TIME("attempts are counted by lastModified, whatever form the server shows a record in",
                     new Switch("internal.export.Failures", "isCase", 2, doesAsUnprotected()),
                     "internal.export.OtherFormsTest"),
    OTHER_FORMS("what a retry delivered does not come again as the list shows it",
                new Switch("internal.export.OtherForms", "holdsNothingNew", 1, returns(false)),
                "internal.export.OtherFormsTest"),
    CEILING("the mark never passes the server's time",
            new Switch("internal.export.SnapshotCursor", "notAboveCeiling", 1, returnsArgument(0)),
            "internal.export.MarkAndHorizonTest"),
    COMPLETION_ORDER("the mark waits for the slowest delivery",
                     new Switch("internal.export.SnapshotCursor", "firstUnsettled", 0, calls("nextPlace")),
                     "internal.export.MarkAndHorizonTest"),
    ONLY_SUCCESS("only what succeeded is finished",
                 new Switch("internal.export.InFlight$Completed", "isSuccess", 0, returns(true)),
                 "internal.export.FailedRecordsTest", "internal.export.QuarantineTest"),
    PENDING_AS_SOON_AS_TAKEN("the mark stays before what was taken and is not settled",
                             new Switch("internal.export.SnapshotCursor", "holdMarkBefore", 1, doesNothing()),
                             "internal.export.MarkAndHorizonTest"),
    DROPPED_AFTER_AN_ERROR("what was taken when an Error was thrown is fetched again",
                           new Switch("internal.export.Export", "fetchAgainWhatWasTaken", 0, doesNothing()),
                           "internal.export.ExportErrorsTest"),
    ERROR_IS_A_FAILURE("an Error in a delivery is the failure of its record",
                       new Switch("internal.export.InFlight", "deliver", 3, doesAsUnprotected()),
                       "internal.export.ExportErrorsTest"),
    STOP_IS_NOT_A_FAILURE("a stop is not a failure of what it breaks off",
                          new Switch("internal.export.InFlight$Completed", "isAborted", 0, returns(false)),
                          "internal.export.StopsTest"),
    MARK_IN_THE_FUTURE("a mark in the server's future is refused",
                       new Switch("internal.export.Fetching", "refuseMarkInTheFuture", 1, doesNothing()),
                       "internal.export.MarkAndHorizonTest"),
    STATUS_200("a part of a list is not taken for the whole",
               new Switch("internal.client.TenantApiClient", "doubtThatAllCame", 1, returnsNull()),
               "internal.client.CompletenessTest"),
    SET_BACK("when the server's clock is set back, what changed since is asked for again",
             new Switch("internal.export.ServerClock", "setBackTo", 3, returnsNull()), "internal.export.WrongClocksTest"),
    DATE_OF_THE_END("the time that an answer took is taken off its Date",
                    new Switch("internal.export.Fetch", "asOf", 0, calls("serverTime")), "internal.export.WrongClocksTest"),
    NOW_WITH_OVERLAP("startFrom=now is the earlier of both clocks minus the overlap",
                     new Switch("internal.export.Fetching", "beforeBothClocks", 2, returnsArgument(0)),
                     "internal.export.WrongClocksTest"),
    NO_SECOND_WRITE("a write whose answer a gateway lost is not repeated as if it was refused",
                    new Switch("internal.client.RetryAfter", "isGiven", 1, returns(true)),
                    "internal.imports.UncertainWriteTest"),
    FSYNC_OF_A_COMMIT("a commit is on the disk when it returns",
                      new Switch("position.PositionJournal", "forceCommit", 0, doesNothing()), "position.PowerFailureTest"),
    FSYNC_OF_A_NEW_FILE("a file that is written anew is on the disk before it replaces the old one",
                        new Switch("position.PositionJournal", "forceNewFile", 2, doesNothing()),
                        "position.PowerFailureTest"),
    FSYNC_OF_THE_DIRECTORY("and so is its name",
                           new Switch("position.PositionJournal", "makeRenameDurable", 0, doesNothing()),
                           "position.PowerFailureTest"),
    CHECKSUM("a damaged commit is noticed", new Switch("position.JournalFormat", "isAsWritten", 2, returns(true)),
             "position.DamagedPositionFileTest"),
    END_OF_FILE("a file that lost its last commits is noticed",
                new Switch("position.JournalReader", "withoutEnd", 1, returnsNull()),
                "position.DamagedPositionFileTest"),
    LOCK("a second process is kept from the file",
         new Switch("position.PositionLock", "refuseUnlessLocked", 3, doesNothing()), "position.TwoProcessesTest"),
    FILE_IN_PLACE("a file that was removed while in use is noticed",
                  new Switch("position.PositionJournal", "isInPlace", 0, returns(true)),
                  "position.FilePositionStoreTest"),
    SERVER("a position does not go on at another server",
           new Switch("internal.export.Provenance", "refuseOtherServer", 1, doesNothing()), "internal.export.ProvenanceTest"),
    EPOCH_IN_MEMORY("an older epoch commits nothing, in memory",
                    new Switch("position.MemoryPositionStore$Ownership", "refuseWhenFenced", 0, doesNothing()),
                    "position.MemoryPositionStoreTest"),
    EPOCH_IN_A_DATABASE("nor in a database",
                        new Switch("position.JdbcTables", "isUnchanged", 0, returns("0 < ? AND 0 <= ?")),
                        "position.H2PositionStoreTest"),
    EPOCH_IN_A_MAP("nor in a map",
                   new Switch("position.PositionMap", "replaceUnchanged", 4, doesAsUnprotected()),
                   "position.ConcurrentMapPositionStoreTest"),
    VERSION_IN_THE_TRANSACTION("a version becomes finished in the transaction of its route",
                               new Switch("position.JdbcPositionTransaction", "finish", 1, returns(true)),
                               "position.H2JoinedTransactionTest"),
    EPOCH_IN_THE_TRANSACTION("an older epoch writes nothing in a transaction",
                             new Switch("position.JdbcFinishedTable", "isOfOwner", 0, returns("position_id = ? AND 0 < ?")),
                             "position.H2JoinedTransactionTest"),
    NO_RETRY_FORGOTTEN("what a transaction finished of a failed record is remembered until the record has recovered",
                       new Switch("position.JdbcFinishedTable", "exceptOf", 1, returns("")),
                       "position.H2JoinedTransactionTest"),
    LINK_IN_THE_TRANSACTION("a link is written down in the transaction, so that a kill does not lose it",
                            new Switch("position.JdbcPositionTransaction", "setAside", 1, doesNothing()),
                            "position.H2JoinedTransactionTest"),
    ITS_OWN_EXCHANGE("a transaction does not take the end of another exchange for its own",
                     new Switch("DeliveryCompletion", "heedOnly", 1, doesNothing()), "TransactedRouteTest");

    private final String description;
    private final Switch protectingMethod;
    private final List<String> tests;

    Protection(String description, Switch protectingMethod, String... tests) {
        this.description = description;
        this.protectingMethod = protectingMethod;
        this.tests = List.of(tests);
    }

    String description() {
        return description;
    }

    Switch protectingMethod() {
        return protectingMethod;
    }

    /** Some of these are to fail without it. */
    List<String> tests() {
        return tests;
    }
}

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

/**
 * What protects records from being lost or repeated, each with a change to the source that takes it out.
 */
enum Protection {

    OVERLAP("each poll reads the overlap again", "export/Fetching", "export.ExportTest",
            "position.horizon().minus(settings.overlap()).truncatedTo", "position.horizon().truncatedTo"),
    DIGEST("the digest of the content tells versions apart", "export/RecordVersion", "export.ExportTest",
           "digest.of(bytes))", "new Fingerprint(0, 0))"),
    FINISHED_VERSIONS("versions that are finished are not delivered again", "export/Passage", "export.ExportTest",
                      "if (comesAgain && isFinished(version)) {", "if (false) {"),
    ATTEMPTS_BY_TIME("attempts are counted by lastModified, whatever form the server shows a record in", "export/Failures",
                     "export.OtherFormsTest",
                     "return failed.linkTo() == null && failed.version().lastModified().equals(version.lastModified());",
                     "return failed.version().equals(version.identity());"),
    OTHER_FORMS("what a retry delivered does not come again as the list shows it", "export/OtherForms",
                "export.OtherFormsTest",
                "if (!isFinished(readById(identity.record(), identity.lastModified()))) {", "if (true) {"),
    CEILING("the mark never passes the server's time", "export/Passage", "export.ExportTest",
            "return last.isAfter(snapshot.ceiling()) ? snapshot.ceiling() : last;", "return last;"),
    COMPLETION_ORDER("the mark waits for the slowest delivery", "export/Passage", "export.ExportTest",
                     "unsettled.isEmpty() ? next : unsettled.first()", "next"),
    ONLY_SUCCESS("only what succeeded is finished", "export/Deliveries", "export.ExportTest",
                 "if (done.error() == null) {", "if (true) {"),
    PENDING_AS_SOON_AS_TAKEN("the mark stays before what was taken and is not settled", "export/Passage", "export.ExportTest",
                             "int place = next;\n        unsettled.add(place);", "int place = next;"),
    DROPPED_AFTER_AN_ERROR("what was taken when an Error was thrown is fetched again", "export/Export",
                           "export.ExportErrorsTest",
                           "            deliveries.drop();\n            throw e;", "            throw e;"),
    ERROR_IS_A_FAILURE("an Error in a delivery is the failure of its record", "export/InFlight", "export.ExportErrorsTest",
                       "} catch (Throwable e) {", "} catch (RuntimeException e) {"),
    STOP_IS_NO_FAILURE("a stop is no failure of what it breaks off", "export/Deliveries", "export.ExportTest",
                       "if (done.error() instanceof DeliveryAbortedException) {", "if (false) {"),
    MARK_IN_THE_FUTURE("a mark in the server's future is refused", "export/Fetching", "export.ExportTest",
                       "if (mark != null && fetch.serverTime() != null",
                       "if (false && mark != null && fetch.serverTime() != null"),
    STATUS_200("a part of a list is not taken for the whole", "client/TenantApiClient", "client.CompletenessTest",
               "if (doubt != null) {", "if (false) {"),
    SET_BACK("when the server's clock is set back, what changed since is asked for again", "export/ServerClock",
             "export.WrongClocksTest",
             "return coveredFrom.isAfter(serverTime.minus(gap))", "return false && gap != null"),
    DATE_OF_THE_END("the time that an answer took is taken off its Date", "export/Fetch", "export.WrongClocksTest",
                    "serverTime.minusSeconds(took.toSeconds())", "serverTime"),
    NOW_WITH_OVERLAP("startFrom=now is the earlier of both clocks minus the overlap", "export/Fetching",
                     "export.WrongClocksTest",
                     "return earlier(serverTime, localTime).minus(settings.overlap())", "return serverTime"),
    NO_SECOND_WRITE("a write whose answer a gateway lost is not repeated as if it was refused", "client/StatusMeaning",
                    "imports.UncertainWriteTest", "RetryAfter.isGiven(headers) ? NOT_NOW : ANSWER_LOST", "NOT_NOW"),
    FSYNC_OF_A_COMMIT("a commit is on the disk when it returns", "position/PositionJournal", "position.PowerFailureTest",
                      "disk.force(path, file);", ""),
    FSYNC_OF_A_NEW_FILE("a file that is written anew is on the disk before it replaces the old one", "position/PositionJournal",
                        "position.PowerFailureTest",
                        "disk.force(fresh, out);", ""),
    FSYNC_OF_THE_DIRECTORY("and so is its name", "position/PositionJournal", "position.PowerFailureTest",
                           "disk.forceDirectory(path.toAbsolutePath().getParent());", ""),
    CHECKSUM("a damaged commit is noticed", "position/PositionJournal", "position.DamagedPositionFileTest",
             "return in.readInt() == checksum(payload) ? payload : null;", "in.readInt(); return payload;"),
    END_OF_FILE("a file that lost its last commits is noticed", "position/PositionJournal", "position.DamagedPositionFileTest",
                "            if (ended) {\n", "            if (ended || good == size) {\n"),
    LOCK("a second process is kept from the file", "position/PositionLock", "position.TwoProcessesTest",
         "if (lock == null) {\n            throw new PositionException(",
         "if (false) {\n            throw new PositionException("),
    FILE_IN_PLACE("a file that was removed while in use is noticed", "position/FilePositionStore",
                  "position.FilePositionStoreTest", "if (!journal.isInPlace()) {", "if (false && !journal.isInPlace()) {"),
    SERVER("a position does not go on at another server", "export/Provenance", "export.ProvenanceTest",
           "} else if (server.mayHaveMoved()) {", "} else if (true) {"),
    EPOCH_IN_MEMORY("an older epoch commits nothing, in memory", "position/MemoryPositionStore",
                    "position.MemoryPositionStoreTest",
                    "if (entry.epoch != epoch) {", "if (false) {"),
    EPOCH_IN_A_DATABASE("nor in a database", "position/JdbcTables", "position.H2PositionStoreTest",
                        "position_id = ? AND epoch = ? AND commits = ?", "position_id = ? AND 0 < ? AND 0 <= ?"),
    EPOCH_IN_A_MAP("nor in a map", "position/PositionMap", "position.ConcurrentMapPositionStoreTest",
                   "map.replace(headKey, expected.text(), next.text());", "map.put(headKey, next.text()) != null;");

    private final String description;
    private final String source;
    private final String test;
    private final String code;
    private final String without;

    Protection(String description, String source, String test, String code, String without) {
        this.description = description;
        this.source = source;
        this.test = test;
        this.code = code;
        this.without = without;
    }

    String description() {
        return description;
    }

    /** Of the class that it is taken out of, below the base package. */
    String source() {
        return source;
    }

    /** The tests that are to miss it, below the base package. */
    String test() {
        return test;
    }

    /** The source without it. */
    String takenOutOf(String text) {
        int at = text.indexOf(code);
        if (at < 0 || text.indexOf(code, at + 1) >= 0) {
            throw new IllegalStateException(
                    "The source of " + source + " does not hold exactly once what " + this + " takes out: " + code
                                            + ". Adapt it to how the source protects records now.");
        }
        return text.replace(code, without);
    }
}

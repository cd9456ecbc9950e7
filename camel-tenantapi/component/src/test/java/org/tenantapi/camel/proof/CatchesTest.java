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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * On the ways of a record, a catch of exceptions in general lets an Error through, which then leaves the record taken
 * but not accounted for. A catch clause there is for Throwable, or stands here with the reason why not.
 */
class CatchesTest {

    private static final Path SOURCES = Path.of("src/main/java/org/tenantapi/camel");
    /** Where a record passes from the snapshot to its outcome, or from a batch to its outcome. */
    private static final List<String> WAYS = List.of("internal/export", "internal/imports", "TenantApiConsumer.java",
            "TenantApiPollingConsumer.java", "ExchangeDelivery.java", "PollingLock.java", "RouteStop.java",
            "internal/management/OperatorRequests.java", "internal/management/ImportActivity.java", "ClientSource.java",
            "ImportBatches.java",
            "RecordImport.java",
            "RecordBody.java", "RecordList.java", "ProducerMessage.java", "ProducerOperations.java", "TenantApiProducer.java");
    private static final Pattern CATCH = Pattern.compile("catch \\(([^)]*?) \\w+\\)");
    private static final Pattern GENERAL = Pattern.compile("\\b(Exception|RuntimeException|IOException|Error)\\b");

    /** Each with why it may let an Error through. */
    private static final Map<String, String> ALLOWED = Map.ofEntries(
            entry("internal/export/ContentDigest.java: IOException",
                    "no stream can fail in memory; an Error goes on to the caller"),
            entry("internal/export/snapshot/SpoolFile.java: IOException",
                    "names the file in the message; an Error goes on and fails the poll"),
            entry("internal/imports/batch/Batch.java: IOException", "the source is closed when all has its outcome"),
            entry("internal/imports/json/JsonScan.java: IOException",
                    "says that it is not JSON; an Error goes on to the record's sender"),
            entry("internal/imports/ListedRecords.java: IOException",
                    "names the request; an Error goes on to who reads the list"),
            entry("internal/imports/json/SentContent.java: IOException",
                    "no stream can fail in memory; an Error goes on to the record's sender"),
            entry("internal/imports/UploadFile.java: IOException",
                    "no stream can fail in memory; an Error goes on to the caller"),
            entry("RecordBody.java: IOException",
                    "names what cannot be read; an Error goes on to the caller, and nothing is sent"),
            entry("RecordBody.java: IOException | IllegalArgumentException", "the next catch takes the rest"),
            entry("RecordList.java: IOException",
                    "the list is closed when its exchange has ended; an Error goes on to Camel, which logs it"),
            entry("TenantApiConsumer.java: Error",
                    "hands it on as an exception, for Camel ends its scheduling at an Error; and where"
                                                   + " Camel itself throws one, keeps it from doing so"),
            entry("TenantApiPollingConsumer.java: Exception", "hands it on; an Error goes on by itself"),
            entry("TenantApiProducer.java: Exception", "the exchange of the caller, who learns of an Error when it is thrown"));

    @Test
    @DisplayName("on the ways of a record nothing catches exceptions in general but lets Errors through")
    void catchesThrowable() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path source : sources()) {
            Matcher matcher = CATCH.matcher(Files.readString(source));
            while (matcher.find()) {
                if (GENERAL.matcher(matcher.group(1)).find()) {
                    found.add(SOURCES.relativize(source).toString().replace('\\', '/') + ": " + matcher.group(1));
                }
            }
        }
        assertThat(found).as("catch Throwable, or say why an Error may pass").isSubsetOf(ALLOWED.keySet());
        assertThat(ALLOWED.keySet()).as("what is allowed is still there").isSubsetOf(found);
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String way : WAYS) {
            try (Stream<Path> files = Files.walk(SOURCES.resolve(way))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }
}

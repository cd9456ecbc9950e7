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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.AnnotatedElement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.internal.client.MalformedRecordsException;
import org.tenantapi.camel.internal.export.ContentDigest;
import org.tenantapi.camel.internal.export.RecordVersion;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.position.FilePositionStore;
import org.tenantapi.camel.position.Fingerprint;
import org.tenantapi.camel.position.FinishedVersion;
import org.tenantapi.camel.position.JdbcPositionStore;
import org.tenantapi.camel.position.OwnedPosition;
import org.tenantapi.camel.position.Position;
import org.tenantapi.camel.position.PositionChange;
import org.tenantapi.camel.position.PositionStore;
import org.tenantapi.camel.testkit.Fault;
import org.tenantapi.camel.testkit.ReceivedRequest;
import org.tenantapi.camel.testkit.TenantApiSimulatorExtension;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

import static org.assertj.core.api.Assertions.assertThat;

class TenantApiMainTest {

    private static final String KEY = "acme/1001/order";
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final String POISON = "0c2b17060ef5ab0b94e84ed54d0f280b";
    private static final String PASSWORD = "s3cr3t";

    @RegisterExtension
    static final TenantApiSimulatorExtension PLATFORM = new TenantApiSimulatorExtension();

    @TempDir
    Path stateDirectory;

    private Path passwordFile;
    private List<String> where;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void setUpTenant() throws IOException {
        PLATFORM.simulator().tenant("acme").user("user", PASSWORD).connection("1001");
        PLATFORM.simulator().clock().set(NOON).freeze();
        passwordFile = Files.writeString(stateDirectory.resolve("password"), PASSWORD + System.lineSeparator());
        where = List.of("--tenant", "acme", "--connection", "1001", "--state-directory", stateDirectory.toString());
    }

    /** The arguments behind a command that asks the server. */
    private String[] ofTheServer(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--base-url", PLATFORM.simulator().baseUrl(), "--username", "user", "--password-file",
                passwordFile.toString()));
        return all.toArray(String[]::new);
    }

    private String[] ping() {
        return ofTheServer("ping", "--tenant", "acme", "--connection", "1001");
    }

    private int run(String... arguments) {
        return execute(Stream.concat(Stream.of(arguments), where.stream()).toArray(String[]::new));
    }

    private int execute(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return TenantApiMain.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private int runAndType(String line, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream((line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8)));
        try {
            return execute(arguments);
        } finally {
            System.setIn(before);
        }
    }

    private FilePositionStore store() {
        return new FilePositionStore(stateDirectory);
    }

    private void begin() {
        begin(store());
    }

    private static void begin(PositionStore store) {
        FinishedVersion version = new FinishedVersion(
                Fingerprint.ofLocalId(POISON), NOON.minusSeconds(60),
                Fingerprint.of(new byte[0]));
        try (OwnedPosition owned = store.open(KEY)) {
            owned.commit(PositionChange.builder().startFrom(Instant.MIN).filter("").mark(NOON.minusSeconds(10))
                    .failed(new FailedRecord(POISON, version, 3, null, "no such customer")).build());
        }
    }

    @Test
    void whatAServerAnswersToAPingSteersNoTerminal() {
        PLATFORM.simulator().on("GET", "/**").always()
                .answer(Fault.body("application/json", "{\"a\":\"\u009b\u202e\",\n\"forged\":1}"));
        execute(ping());
        assertThat(out.toString() + err).contains("\\u009b\\u202e\",\\n\"forged").doesNotContain("\u009b", "\u202e",
                "\n\"forged");
    }

    @Test
    void everyCommandExplainsItself() {
        for (String command : List.of("ping", "export", "position", "position show", "position reset", "quarantine",
                "quarantine list", "quarantine replay", "quarantine discard")) {
            assertThat(run((command + " --help").split(" "))).isZero();
            assertThat(out.toString()).startsWith("Usage: tenantapi " + command).contains("--tenant=<code>")
                    .doesNotContain(PASSWORD);
        }
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("ping", "export", "position", "quarantine", "For example");
    }

    /** CommandLineJarIT has them in the environment of a process. */
    @Test
    void takesEachOptionWithAValueFromTheEnvironmentToo() {
        List<OptionSpec> valued = options(TenantApiMain.commandLine())
                .filter(option -> option.interactive() || option.arity().max() > 0).toList();
        assertThat(valued).extracting(OptionSpec::longestName)
                .contains("--tenant", "--base-url", "--password", "--state-directory", "--jdbc-password", "--filter");
        assertThat(valued).allSatisfy(option -> assertThat(declared(option).defaultValue())
                .startsWith("${env:" + ConnectionOptions.variable(option.longestName())));
    }

    private static Stream<OptionSpec> options(CommandLine command) {
        return Stream.concat(command.getCommandSpec().options().stream(),
                command.getSubcommands().values().stream().flatMap(TenantApiMainTest::options));
    }

    private static Option declared(OptionSpec option) {
        return ((AnnotatedElement) option.userObject()).getAnnotation(Option.class);
    }

    @Test
    void namesTheOptionThatIsMissing() {
        for (String option : List.of("--tenant", "--connection", "--base-url", "--username", "--password-file")) {
            List<String> arguments = new ArrayList<>(List.of(ping()));
            int missing = arguments.indexOf(option);
            arguments.subList(missing, missing + 2).clear();
            assertThat(execute(arguments.toArray(String[]::new))).isEqualTo(2);
            String name = option.replace("-file", "");
            assertThat(err.toString()).startsWith(name + " is missing (or TENANTAPI_"
                                                  + name.substring(2).replace('-', '_').toUpperCase(Locale.ROOT)
                                                  + " in the environment)");
        }
    }

    @Test
    void pingTellsWhoAnswers() {
        assertThat(execute(ping())).as(err.toString()).isZero();
        assertThat(out.toString()).contains("answers 200", "defaultLanguage", "Server time 2026-11-01T12:00:00Z");
        PLATFORM.simulator().on("GET", "/").always().answer(Fault.status(401));
        assertThat(execute(ping())).isEqualTo(1);
        assertThat(err.toString()).contains("Check username and password.").doesNotContain(PASSWORD);
    }

    @Test
    void aPasswordIsReadFromAFileOrAskedForButNeverAnArgument() throws IOException {
        Files.writeString(passwordFile, "");
        assertThat(execute(ping())).isEqualTo(1);
        assertThat(err.toString()).contains("The first line of " + passwordFile + " is empty");

        String[] asked = Arrays.copyOf(ping(), ping().length - 1);
        asked[asked.length - 1] = "--password";
        assertThat(runAndType(PASSWORD, asked)).as(err.toString()).isZero();
        String[] argument = Arrays.copyOf(asked, asked.length + 1);
        argument[asked.length] = PASSWORD;
        assertThat(runAndType(PASSWORD, argument)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = { 401, 429, 503 })
    void aServerThatRefusesFailsTheDryRun(int status) {
        PLATFORM.simulator().on("GET", "/order").always().answer(Fault.status(status));
        assertThat(run(ofTheServer("export", "--dry-run"))).isEqualTo(1);
        assertThat(err.toString()).contains(Integer.toString(status)).doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    @DisplayName("lesson 14: a dry run shows what would be delivered, and moves nothing")
    void aDryRunMovesNothing() {
        String localId = PLATFORM.simulator().tenant("acme").put("order", "{\"orderStatus\":\"new\"}");
        for (int n = 0; n < 2; n++) {
            assertThat(run(ofTheServer("export", "--dry-run"))).as(err.toString()).isZero();
            assertThat(out.toString()).contains(localId + "  2026-11-01T12:00:00Z  -",
                    "1 would be delivered, of 1 that the server shows; nothing has moved.");
        }
        assertThat(store().read(KEY).isNew()).isTrue();
        assertThat(run("export")).isEqualTo(2);
    }

    /** Its order was delivered, and is still to be given the remoteId "ERP-7": due now. */
    private void beginWithALinkThatIsDue(String localId) throws MalformedRecordsException {
        String order = PLATFORM.simulator().tenant("acme").record("order", localId).jsonSeenBy("1001");
        FinishedVersion delivered = RecordVersion.of(order.getBytes(StandardCharsets.UTF_8), ContentDigest.WHOLE).identity();
        try (OwnedPosition owned = store().open(KEY)) {
            owned.commit(PositionChange.builder().startFrom(Instant.MIN).filter("").mark(NOON).finished(delivered)
                    .failed(new FailedRecord(localId, delivered, 1, NOON, "503 at the link", "ERP-7")).build());
        }
    }

    @Test
    void aDryRunLinksNothingThatTheRouteWouldLink() throws MalformedRecordsException {
        String localId = PLATFORM.simulator().tenant("acme").put("order", "{\"orderStatus\":\"new\"}");
        beginWithALinkThatIsDue(localId);
        int before = PLATFORM.simulator().requests().size();
        assertThat(run(ofTheServer("export", "--dry-run"))).as(err.toString()).isZero();
        assertThat(PLATFORM.simulator().requests().stream().skip(before)).isNotEmpty()
                .extracting(ReceivedRequest::method).containsOnly("GET");
        assertThat(out.toString()).contains("0 would be delivered");
        assertThat(err.toString()).isEmpty();
        assertThat(PLATFORM.simulator().tenant("acme").record("order", localId).jsonSeenBy("1001")).doesNotContain("ERP-7");
        assertThat(store().read(KEY).failedRecord(localId).linkTo()).isEqualTo("ERP-7");
    }

    @Test
    void aDryRunAsksWithTheFiltersOfTheRoute() {
        String wanted = PLATFORM.simulator().tenant("acme").put("order", "{\"remoteOrderNo\":\"536365\"}");
        String other = PLATFORM.simulator().tenant("acme").put("order", "{\"remoteOrderNo\":\"536366\"}");
        assertThat(run(ofTheServer("export", "--dry-run", "--filter", "remoteOrderNo=536365"))).as(err.toString()).isZero();
        assertThat(out.toString()).contains(wanted, "1 would be delivered").doesNotContain(other);
        assertThat(run(ofTheServer("export", "--dry-run", "--start-from", "2026-11-01T12:00:01Z"))).as(err.toString()).isZero();
        assertThat(out.toString()).contains("0 would be delivered");

        begin();
        assertThat(run(ofTheServer("export", "--dry-run", "--filter", "remoteOrderNo=536365"))).isEqualTo(1);
        assertThat(err.toString()).contains("was made with no filter");
    }

    @Test
    void showsAndResetsAPosition() {
        assertThat(run("position", "show")).isEqualTo(1);
        assertThat(err.toString()).contains("There is no position of acme/1001/order");
        begin();
        assertThat(run("position", "show")).isZero();
        assertThat(out.toString()).contains("mark        2026-11-01T11:59:50Z", "quarantined 1", "startFrom   beginning");
        assertThat(run("position", "reset", "2026-11-01T11:00:00Z")).isZero();
        assertThat(out.toString()).contains("The mark was 2026-11-01T11:59:50Z and is 2026-11-01T11:00:00Z now.");
        assertThat(store().read(KEY).mark()).isEqualTo(Instant.parse("2026-11-01T11:00:00Z"));
        assertThat(run("position", "reset", "yesterday")).isEqualTo(2);
    }

    @Test
    void listsReplaysAndDiscardsWhatHasFailed() {
        begin();
        assertThat(run("quarantine", "list")).isZero();
        assertThat(out.toString()).contains(POISON + "  3 attempts  in quarantine  no such customer");
        assertThat(run("quarantine", "replay", POISON)).isZero();
        Position replayed = store().read(KEY);
        assertThat(replayed.failedRecord(POISON).isQuarantined()).isFalse();
        assertThat(run("quarantine", "discard", POISON)).isZero();
        assertThat(store().read(KEY).failed()).isEmpty();
        assertThat(store().read(KEY).finished().size()).isEqualTo(1);
        assertThat(run("quarantine", "discard", POISON)).isEqualTo(1);
        assertThat(run("quarantine", "list")).isZero();
        assertThat(out.toString()).contains("Nothing of acme/1001/order has failed.");
    }

    @Test
    void changesNothingWhileTheRouteRuns() {
        begin();
        try (OwnedPosition owned = store().open(KEY)) {
            assertThat(run("quarantine", "list")).isZero();
            assertThat(run("quarantine", "discard", POISON)).isEqualTo(1);
            assertThat(err.toString()).contains("in use");
            assertThat(run("position", "reset", "2026-11-01T11:00:00Z")).isEqualTo(1);
            assertThat(owned.position().failed()).hasSize(1);
        }
    }

    @Test
    void worksOnPositionsInADatabase() throws IOException {
        String url = "jdbc:h2:" + stateDirectory.resolve("erp");
        JdbcDataSource database = new JdbcDataSource();
        database.setURL(url);
        database.setUser("erp");
        database.setPassword(PASSWORD);
        JdbcPositionStore store = new JdbcPositionStore(database, "etl_");
        begin(store);
        where = List.of("--tenant", "acme", "--connection", "1001", "--jdbc-url", url, "--jdbc-username", "erp",
                "--table-prefix", "etl_", "--jdbc-password-file", passwordFile.toString());

        assertThat(run("position", "show")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("mark        2026-11-01T11:59:50Z", "quarantined 1");
        assertThat(run(ofTheServer("export", "--dry-run"))).as(err.toString()).isZero();
        assertThat(run("quarantine", "replay", POISON)).as(err.toString()).isZero();
        assertThat(store.read(KEY).failedRecord(POISON).isQuarantined()).isFalse();
        assertThat(run("position", "reset", "2026-11-01T11:00:00Z")).as(err.toString()).isZero();
        assertThat(store.read(KEY).mark()).isEqualTo(Instant.parse("2026-11-01T11:00:00Z"));
        assertThat(stateDirectory.resolve("acme")).doesNotExist();

        where = where.subList(0, where.size() - 2);
        assertThat(run("position", "show")).isEqualTo(1);
    }
}

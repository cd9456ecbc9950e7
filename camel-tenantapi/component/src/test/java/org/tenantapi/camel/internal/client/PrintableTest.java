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
package org.tenantapi.camel.internal.client;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.client.TenantApiException;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.tenantapi.camel.internal.client.ScriptedServer.thenCloses;

class PrintableTest {

    /** ESC, C1, bidi, zero width, line ends of Unicode, halves of characters, tags */
    static final String HOSTILE
            = "a\u001b[31m\u0007\u009b\u202e\u2066\u200b\ufeff\u2028\u2029\u0085\ud800\udc00\ud83d b\r\nERROR forged\tc\u0000\udb40\udc41";

    private final ClientFixture fixture = new ClientFixture();

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    static void assertPrintable(String text) {
        assertThat(text).isNotNull().matches(one -> one.codePoints().noneMatch(c -> Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT || Character.getType(c) == Character.SURROGATE
                || Character.getType(c) == Character.LINE_SEPARATOR || Character.getType(c) == Character.PARAGRAPH_SEPARATOR),
                "is one printable line");
    }

    @Test
    void showsWhatCannotBePrinted() {
        assertPrintable(Printable.of(HOSTILE));
        assertThat(Printable.of("a\u001bb\r\n\tc\u2028\ud800\u202e")).isEqualTo("a\\u001bb\\r\\n\\tc\\u2028\\ud800\\u202e");
        assertThat(Printable.of(new IOException("a\nb"))).isEqualTo("java.io.IOException: a\\nb");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "order 1001", "smörgås, 注文, 😀, שלום", "a\\b \"c\" 'd'" })
    void leavesTheRestAsItIs(String text) {
        assertThat(Printable.of(text)).isSameAs(text);
    }

    @Test
    void showsAMissingTextAsNull() {
        assertThat(Printable.of((String) null)).isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource({ "200", "206", "302", "400", "401", "404", "409", "429", "500", "503" })
    void anExceptionShowsAServersTextInOnePrintableLine(int status) {
        String hostile = "a\u001b[2Jb\u0007\u0085\u009b31mc";
        fixture.server.plays((socket, out) -> out
                .write(("HTTP/1.1 " + status + " " + hostile + "\r\nLocation: https://x/" + hostile
                        + "\r\nContent-Range: " + hostile + "\r\nContent-Length: 12\r\n\r\n\u001b\nforged [{]")
                        .getBytes(UTF_8)));

        TenantApiException e = catchThrowableOfType(TenantApiException.class,
                () -> RecordReader.of(fixture.client().execute(Request.get("order"))).next());

        assertThat(e).isNotNull();
        assertPrintable(e.getMessage());
        assertPrintable(e.getHttpResponseStatus());
        assertThat(e.getResponseHeaders().values()).allSatisfy(PrintableTest::assertPrintable);
        assertNoCauseSteers(e);
    }

    @Test
    void soDoesOneForWhatIsNotHttp() {
        fixture.server.plays(thenCloses("\u001b[2J nonsense\r\n\u001b\r\n\r\n"),
                thenCloses("HTTP/1.1 200 OK\r\n\u001b[2Jno header\u0007\r\n\r\n"),
                thenCloses("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\u001b[2Jno size\r\n"));
        for (int n = 0; n < 3; n++) {
            TenantApiException e = catchThrowableOfType(TenantApiException.class,
                    () -> fixture.client().execute(Request.get("order")).bytes());
            assertPrintable(e.getMessage());
            assertNoCauseSteers(e);
        }
    }

    private static void assertNoCauseSteers(Throwable e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        trace.toString().lines().forEach(line -> assertPrintable(line.replace("\t", " ")));
    }
}

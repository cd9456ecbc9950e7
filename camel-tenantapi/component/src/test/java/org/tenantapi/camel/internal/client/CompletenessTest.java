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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.client.TenantApiMalformedAnswerException;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantapi.camel.internal.client.ScriptedServer.answer;

@DisplayName("lesson 37: a part is never taken for the whole (BRGM/hubeau#261, airbyte#2573, pipeshub-ai#3095)")
class CompletenessTest {

    private static final String TWO = "[{\"localId\":\"1\"},{\"localId\":\"2\"}]";

    private final ClientFixture fixture = new ClientFixture();
    private final ScriptedServer server = fixture.server;
    private final TenantApiClient client = fixture.client();

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private int list(int status, String body, String... headers) throws IOException {
        server.plays(answer(status, body, headers));
        try (RecordReader records = RecordReader.of(client.execute(Request.get("order")))) {
            int count = 0;
            while (records.next()) {
                count++;
            }
            return count;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 201, 202, 203, 204, 205, 206, 207, 208, 226, 299 })
    void nothingButA200AnswersARead(int status) {
        String body = status == 204 || status == 205 ? "" : "[]";

        assertThatThrownBy(() -> list(status, body)).isInstanceOf(TenantApiMalformedAnswerException.class)
                .hasMessageContainingAll("GET " + server.baseUrl() + "/order", status + " Scripted", "only the status 200",
                        "Check");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = { 200, 201, 202, 204, 299 })
    void anyOf2xxAnswersAWrite(int status) {
        server.plays(answer(status, ""));

        try (Answer answer = client.execute(Request.post(Payload.json("{}".getBytes(UTF_8)), "order"))) {
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.bytes()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "Content-Range: items 0-1/10", "Content-Range: items 0-1/*", "Content-Range: bytes 5-9/10", "Content-Range: 0-1/10",
            "content-range: items=0-1/3", "Content-Range: items */10", "Content-Range: what is this",
            "Link: <https://api.example.com/api/order?page=2>; rel=\"next\"", "Link: </order?page=2>;rel=next",
            "LINK: </a?b=1,2;c>; title=\"a, <b>; rel=x \\\" \"; rel=\"last\", </c>; ReL = \"prefetch NEXT\"",
            "Link: </a>; rel=prev , </b>; title=next; rel='x'; rel=next; type=\"a/b\"",
            "Link: </a>; crossorigin; rel=Next", "Link: <>;rel=next",
            "X-Total-Count: 3", "x-total-count: 2025", "X-Total: 3", "Total-Count: 3", "X-WP-Total: 3", "X-Total-Records: 3",
            "X-Pagination-Total-Count: 3", "Pagination-Count: 3", "X-Total-Count: 99999999999999999999", "X-Total-Count: 2, 3",
            "X-Total-Pages: 2", "X-Pages: 2", "X-WP-TotalPages: 2", "X-Total-Count: 1,000", "X-Total-Count: 1.000",
            "X-Total-Count: 1 000",
            "Records-Total: 3", "X-Pagination: {\"TotalCount\":3,\"PageSize\":2}", "X-Pagination: {\"hasNext\":true}",
            "X-Has-More: true", "X-Next-Page: 2", "X-Next-Cursor: abc",
            "X-MS-Continuation: token" })
    void anAnswerThatSaysThatThereIsMoreIsNotTheWhole(String header) {
        assertThatThrownBy(() -> list(200, TWO, header)).isInstanceOf(TenantApiMalformedAnswerException.class)
                .hasMessageContainingAll("more", header.substring(header.indexOf(':') + 2), "Check baseUrl");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "X-Total-Count: 2 of 10", "X-Total-Count: 10+", "X-Total-Count: 1e3", "X-Total-Count: 12,34.5", "X-Pages: 1/2",
            "X-Pagination: {\"TotalCount\":\"~10\"}" })
    void aTotalThatCannotBeReadIsNotTakenForNone(String header) {
        assertThatThrownBy(() -> list(200, TWO, header)).isInstanceOf(TenantApiMalformedAnswerException.class)
                .hasMessageContainingAll("cannot be read as a number", header.substring(header.indexOf(':') + 2),
                        "have the gateway send a plain number");
    }

    @Test
    void severalHeadersOfANameAreAllRead() {
        assertThatThrownBy(() -> list(200, TWO, "Link: </a>; rel=first", "Link: </b>; rel=\"next\""))
                .isInstanceOf(TenantApiMalformedAnswerException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "Content-Range: items 0-1/2", "Content-Range: bytes 0-49/50", "Link: </order?page=1>; rel=\"first\"",
            "Link: </next>; rel=\"prev\"; title=\"rel=next\"", "Link: </a>; rel=\"nextish\", </b>; rel=next-archive",
            "Link: </style.css>; rel=preload; as=style", "Link: next", "Link: ",
            "X-Total-Count: 2", "X-Total-Count: 1", "X-Total-Count: 0", "X-Total-Count: -1", "X-Total-Count: unknown",
            "X-Total: ",
            "X-Total-Pages: 1",
            "X-Pages: 1", "X-Pagination: {\"TotalCount\":2,\"HasNext\":false}", "X-Pagination: {",
            "X-Has-More: false", "X-Next-Page: ", "Accept-Ranges: items", "X-RateLimit-Limit: 1000",
            "X-RateLimit-Remaining: 999", "X-Total-Time: 1000" })
    void anAnswerThatSaysNothingOfTheKindIs(String header) throws IOException {
        assertThat(list(200, TWO, header)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "Content-Range: items 0-0/2", "Link: </order?page=2>; rel=next", "X-Total-Count: 2" })
    void oneRecordOfSeveralIsNotTheOne(String header) {
        server.plays(answer(200, "{\"localId\":\"1\"}", header));

        assertThatThrownBy(() -> client.execute(Request.get("order", "by-remote-id").withQuery("remoteId", "o-1")).bytes())
                .isInstanceOf(TenantApiMalformedAnswerException.class);
    }

    @Test
    void theRecordsBeforeTheEndComeAsTheyCome() throws IOException {
        server.plays(answer(200, TWO, "X-Total-Count: 3"));
        try (RecordReader records = RecordReader.of(client.execute(Request.get("order")))) {
            assertThat(records.next()).isTrue();
            assertThat(records.next()).isTrue();
            assertThatThrownBy(records::next).hasMessageContaining("holds 2");
        }
    }

    @Test
    void theConnectionIsNotKeptWaitingForARefusedAnswer() throws IOException {
        server.plays((socket, out) -> {
            out.write(ScriptedServer.head(206, "Content-Length: 1000000000"));
            out.flush();
        });

        assertThatThrownBy(() -> client.execute(Request.get("order"))).isInstanceOf(TenantApiMalformedAnswerException.class);
        assertThat(list(200, "[]")).isZero();
        assertThat(server.connections()).isEqualTo(2);
    }
}

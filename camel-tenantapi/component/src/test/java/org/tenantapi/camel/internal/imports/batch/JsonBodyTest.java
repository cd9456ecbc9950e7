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
package org.tenantapi.camel.internal.imports.batch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.imports.InvalidRecordException;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonBodyTest {

    @ParameterizedTest
    @ValueSource(strings = {
            "", " ", "{}", "{}\n", "\n{\n\"a\":{}\n}\n", "{\"a\":{}\n,\"b\":{}}", "{}{}", "{\"a\":1", "hello", "1\n2",
            "{\"a\":\n{}}",
            "\uFEFF{}" })
    void isOneRecord(String text) throws IOException {
        assertThat(JsonBody.of(text.getBytes(UTF_8), false).single()).asString(UTF_8).isEqualTo(text);
        JsonBody streamed = JsonBody.of(stream(text), false);
        assertThat(streamed.single()).asString(UTF_8).isEqualTo(text);
        assertThat(streamed.batch()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"a\":1}\n{\"b\":2}", "{\"a\":1}\r\n\n \t{\"b\":2}\n\n", "\uFEFF{\"a\":1}\n{\"b\":2}",
            "[{\"a\":1},{\"b\":2}]", " [ {\"a\":1}\n,\n{\"b\":2} ]\n", "\uFEFF[{\"a\":1},{\"b\":2}]" })
    void isABatchOfTwo(String text) throws IOException {
        assertThat(elements(JsonBody.of(text.getBytes(UTF_8), false))).containsExactly("{\"a\":1}", "{\"b\":2}");
        assertThat(elements(JsonBody.of(stream(text), false))).containsExactly("{\"a\":1}", "{\"b\":2}");
    }

    @Test
    void aSingleObjectThatWouldFillTheHeapIsRefused() {
        for (String begin : List.of("{\"a\":\"", "{\"a\":\"b\"}\n")) {
            InputStream endless = new SequenceInputStream(stream(begin), new InputStream() {

                @Override
                public int read() {
                    return 'x';
                }

                @Override
                public int read(byte[] into, int from, int length) {
                    Arrays.fill(into, from, from + length, (byte) 'x');
                    return length;
                }
            });
            assertThatThrownBy(() -> JsonBody.of(endless, false)).isInstanceOf(InvalidRecordException.class)
                    .hasMessageContaining("64");
        }
    }

    @Test
    void isABatchOfOneOrNoneWhereLinesAreAnnounced() throws IOException {
        assertThat(elements(JsonBody.of("{\"a\":1}\n".getBytes(UTF_8), true))).containsExactly("{\"a\":1}");
        assertThat(elements(JsonBody.of(stream(""), true))).isEmpty();
        assertThat(elements(JsonBody.of("[]".getBytes(UTF_8), false))).isEmpty();
    }

    @Test
    void elementsKeepEveryByte() throws IOException {
        String first = "{ \"a\" : 1.50e+2,\"å\":[null, {\"x\":12345678901234567890.10}] }";
        assertThat(elements(JsonBody.of(stream("[" + first + " , {}]"), false))).containsExactly(first, "{}");
    }

    @Test
    void knowsTheLineOfEachElement() throws IOException {
        BatchSource lines = JsonBody.of("\n{}\n\n{}".getBytes(UTF_8), false).batch();
        assertThat(lines.next().line()).isEqualTo(2);
        assertThat(lines.next().line()).isEqualTo(4);
        BatchSource array = JsonBody.of("[{},\n{},{}]".getBytes(UTF_8), false).batch();
        assertThat(array.next().line()).isEqualTo(1);
        assertThat(array.next().line()).isEqualTo(2);
    }

    @Test
    void goesOnBehindAnElementThatIsNoObject() throws IOException {
        BatchSource array = JsonBody.of(stream("[{},\nnull,[1,{}],\"x\",{\"a\":1}]"), false).batch();
        array.next();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(array::next).isInstanceOf(InvalidRecordException.class).hasMessageStartingWith("Line 2");
        }
        assertThat(array.next().json()).asString(UTF_8).isEqualTo("{\"a\":1}");
        assertThat(array.next()).isNull();
        assertThat(array.next()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "[{},\n{]", "[{},\n{", "[{},\n", "[{}\n{}]", "[{}]\nx", "[{}]\n[]", "[{},\n}" })
    void tellsWhereAnArrayBreaks(String text) throws IOException {
        BatchSource array = JsonBody.of(stream(text), false).batch();
        assertThat(array.next().json()).asString(UTF_8).isEqualTo("{}");
        assertThatThrownBy(array::next).isInstanceOf(IOException.class).hasMessageContaining("line 2");
    }

    @Test
    void refusesALineThatIsLongerThanMemoryShouldBe() throws IOException {
        BatchSource lines = JsonBody.of(new LongLine(JsonLinesSource.MAX_LINE + 1L), true).batch();
        assertThatThrownBy(lines::next).isInstanceOf(InvalidRecordException.class).hasMessageContaining("Line 1 is longer");
        assertThat(lines.next()).isNull();
    }

    private static List<String> elements(JsonBody body) throws IOException {
        List<String> elements = new ArrayList<>();
        try (BatchSource batch = body.batch()) {
            for (BatchElement element = batch.next(); element != null; element = batch.next()) {
                elements.add(new String(element.json(), UTF_8).trim());
            }
        }
        return elements;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static final class LongLine extends InputStream {

        private long left;

        private LongLine(long length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'x' : -1;
        }

        @Override
        public int read(byte[] target, int offset, int wanted) {
            int read = (int) Math.min(wanted, left);
            Arrays.fill(target, offset, offset + read, (byte) 'x');
            left -= read;
            return read == 0 ? -1 : read;
        }
    }
}

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

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantapi.camel.internal.json.JsonArrayScanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecordReaderTest {

    private static final JsonMapper JACKSON = new JsonMapper();

    @Property(tries = 1000)
    void readsTheSameRecordsAsJacksonReadingTheWhole(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] array = randomArray(random);
        JsonNode whole = JACKSON.readTree(array);
        List<byte[]> records = read(new Choppy(array, random));
        assertThat(records).hasSize(whole.size());
        for (int n = 0; n < records.size(); n++) {
            assertThat(JACKSON.readTree(records.get(n))).isEqualTo(whole.get(n));
            assertThat(records.get(n)[0]).isEqualTo((byte) '{');
            assertThat(records.get(n)[records.get(n).length - 1]).isEqualTo((byte) '}');
        }
    }

    @Property(tries = 1000)
    @Label("lesson 26: an array that is cut anywhere is refused")
    void refusesAnArrayThatIsCutAnywhere(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] array = randomArray(random);
        byte[] cut = Arrays.copyOf(array, random.nextInt(new String(array, StandardCharsets.UTF_8).strip().length()));
        assertThatThrownBy(() -> read(new Choppy(cut, random))).isInstanceOf(MalformedRecordsException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", " ", "{}", "{\"error\":\"x\"}", "<html>", "null", "1", "\"[]\"", "[", "[{}", "[{},", "[{},]", "[{}]]", "[{}] x",
            "[{}][]", "[1]", "[[]]", "[null]", "[{}, 2]", "[{\"a\":}]", "[{'a':1}]", "[{\"a\":01}]", "[{\"a\":\"\u0001\"}]",
            "[{}{}]" })
    @DisplayName("lesson 26: anything but a complete array of objects is refused")
    void refusesWhatIsNoArrayOfObjects(String wrong) {
        assertThatThrownBy(() -> read(stream(wrong))).isInstanceOf(MalformedRecordsException.class);
    }

    @Test
    void readsAnEmptyArray() throws IOException {
        assertThat(read(stream(" [ ] \n"))).isEmpty();
    }

    @Test
    void readsAnArrayWithAByteOrderMark() throws IOException {
        List<byte[]> records = read(stream("\uFEFF[{\"localId\":\"å\"},{\"localId\":\"b\"}]"));
        assertThat(records).extracting(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .containsExactly("{\"localId\":\"å\"}", "{\"localId\":\"b\"}");
    }

    @Test
    void refusesAnotherEncoding() {
        assertThatThrownBy(() -> read(new ByteArrayInputStream("[{\"a\":1}]".getBytes(StandardCharsets.UTF_16))))
                .isInstanceOf(MalformedRecordsException.class).hasMessageContaining("UTF-8");
    }

    @Test
    void keepsTheEnvelopeOfTheTopLevelOnly() throws IOException {
        RecordReader reader = new RecordReader(
                stream("[{\"nested\":{\"localId\":\"x\"},\"localId\":\"a\",\"lastModified\":7,\"rows\":[{\"remoteId\":\"y\"}]}]"));
        assertThat(reader.next()).isTrue();
        assertThat(reader.envelope()).isEqualTo(new Envelope("a", null, null, null, null));
        assertThat(reader.next()).isFalse();
        assertThat(reader.next()).isFalse();
    }

    @Test
    void aNumberOfTenThousandDigitsIsPassedBy() throws IOException {
        assertThat(read(stream("[{\"a\":" + "7".repeat(10_000) + "}]"))).hasSize(1);
    }

    @Test
    void aRecordThatWouldFillTheHeapIsRefused() {
        byte[] beginning = "[{\"a\":\"".getBytes(StandardCharsets.UTF_8);
        InputStream endless = new SequenceInputStream(new ByteArrayInputStream(beginning), new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                Arrays.fill(buffer, offset, offset + length, (byte) 'x');
                return length;
            }
        });
        RecordReader reader = new RecordReader(endless);
        assertThatThrownBy(reader::next).isInstanceOf(MalformedRecordsException.class)
                .hasMessageContaining("more than 67108864 bytes");
    }

    @Test
    void closesItsStream() throws IOException {
        List<String> closed = new ArrayList<>();
        InputStream in = new FilterInputStream(stream("[]")) {
            @Override
            public void close() throws IOException {
                closed.add("closed");
                super.close();
            }
        };
        new RecordReader(in).close();
        assertThat(closed).isNotEmpty();
    }

    private static List<byte[]> read(InputStream in) throws IOException {
        try (RecordReader reader = new RecordReader(in)) {
            List<byte[]> records = new ArrayList<>();
            while (reader.next()) {
                records.add(reader.bytes());
            }
            return records;
        }
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] randomArray(Random random) {
        ArrayNode array = JACKSON.createArrayNode();
        for (int n = random.nextInt(12); n > 0; n--) {
            array.add(randomObject(random, 3));
        }
        String json = random.nextBoolean() ? array.toString() : array.toPrettyString();
        return (json + " ".repeat(random.nextInt(3))).getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode randomObject(Random random, int depth) {
        ObjectNode object = JACKSON.createObjectNode();
        for (int n = random.nextInt(6); n > 0; n--) {
            String name = random.nextInt(3) == 0 ? "localId" : randomText(random);
            switch (random.nextInt(depth > 0 ? 6 : 4)) {
                case 0 -> object.put(name, random.nextLong());
                case 1 -> object.put(name, random.nextGaussian());
                case 2 -> object.put(name, randomText(random));
                case 3 -> object.putNull(name);
                case 4 -> object.set(name, randomObject(random, depth - 1));
                default -> object.putArray(name).add(randomObject(random, depth - 1)).add(true);
            }
        }
        return object;
    }

    private static String randomText(Random random) {
        String alphabet = "ab\"\\[]{},: \n\tåß漢\uD83D\uDE00\u0000\u2028";
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(20) == 0 ? random.nextInt(20_000) : random.nextInt(12);
        while (text.length() < length) {
            text.appendCodePoint(alphabet.codePointAt(alphabet.offsetByCodePoints(0, random.nextInt(18))));
        }
        return text.toString();
    }

    /** Gives as many bytes at a time as it likes, as a network does. */
    private static final class Choppy extends ByteArrayInputStream {

        private final Random random;

        private Choppy(byte[] bytes, Random random) {
            super(bytes);
            this.random = random;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1 + random.nextInt(700)));
        }
    }

    @Test
    void aRecordThatIsTooLargeIsPassedByWithItsLocalId() throws IOException {
        InputStream filler = new SequenceInputStream(
                stream("[{\"localId\":\"large\",\"file\":\""),
                new SequenceInputStream(new ByteArrayInputStream(new byte[JsonArrayScanner.MAX_BYTES + 10]) {
                    @Override
                    public synchronized int read(byte[] into, int offset, int length) {
                        int read = super.read(into, offset, length);
                        Arrays.fill(into, offset, offset + Math.max(read, 0), (byte) 'x');
                        return read;
                    }
                }, stream("\"},{\"localId\":\"b\"}]")));
        try (RecordReader records = new RecordReader(filler).setAsideTooLarge()) {
            assertThat(records.next()).isTrue();
            assertThat(records.fault()).contains("more than " + JsonArrayScanner.MAX_BYTES + " bytes");
            assertThat(records.envelope().localId()).isEqualTo("large");
            assertThat(records.bytes()).hasSizeLessThan(2000);
            assertThat(records.next()).isTrue();
            assertThat(records.fault()).isNull();
            assertThat(records.envelope().localId()).isEqualTo("b");
            assertThat(records.next()).isFalse();
        }
    }

    @Test
    void aReaderThatSetsAsideWhatIsTooLargeStillRefusesWhatIsNotJson() throws IOException {
        try (RecordReader records = new RecordReader(stream("[{\"localId\":\"a\",\"x\":tru}]")).setAsideTooLarge()) {
            assertThatThrownBy(records::next).isInstanceOf(MalformedRecordsException.class);
        }
    }

    @Test
    void aBadTokenIsToldWithTheRecordBeforeIt() throws IOException {
        String json = "[{\"localId\":\"first\"},{\"localId\":\"sec\\u001bond\"},{\"localId\":\"third\",\"x\":tru}]";
        try (RecordReader records = new RecordReader(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))) {
            records.next();
            records.next();
            assertThatThrownBy(records::next).isInstanceOf(MalformedRecordsException.class)
                    .hasMessageStartingWith("After 2 records, the last of which is sec")
                    .hasMessageContaining("at byte 7").hasMessageNotContainingAny("\u001b");
        }
    }
}

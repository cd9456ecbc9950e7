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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Records are cut by code of our own, which must see the same in any bytes as Jackson does: this compares them. More of
 * it with {@code -Dhistories=1000000}.
 */
@DisplayName("lessons 26, 30, 31: the same records as Jackson reading the whole, or the same refusal")
class RecordReaderFuzzTest {

    private static final JsonFactory JACKSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNumberLength(Integer.MAX_VALUE).build()).build();

    @Property
    void readsWhatJacksonReads(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        assertSame(RandomJson.array(random), random);
    }

    @Property
    void readsOrRefusesWhatIsBrokenAsJacksonDoes(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        assertSame(RandomJson.broken(RandomJson.array(random), random), random);
    }

    private static void assertSame(byte[] json, Random random) throws IOException {
        Optional<List<List<String>>> expected = byJackson(json);
        Optional<List<byte[]>> records = read(json, random);
        assertThat(records.isPresent()).as("accepted").isEqualTo(expected.isPresent());
        if (records.isPresent()) {
            List<List<String>> tokens = new ArrayList<>();
            for (byte[] bytes : records.get()) {
                try (JsonParser parser = JACKSON.createParser(bytes)) {
                    parser.nextToken();
                    tokens.add(tokens(parser));
                    assertThat(parser.nextToken()).isNull();
                }
                assertThat(bytes[0]).isEqualTo((byte) '{');
                assertThat(bytes[bytes.length - 1]).isEqualTo((byte) '}');
            }
            assertThat(tokens).isEqualTo(expected.get());
        }
    }

    /** Empty when it is refused. */
    private static Optional<List<byte[]>> read(byte[] json, Random random) throws IOException {
        List<byte[]> records = new ArrayList<>();
        try (RecordReader reader = new RecordReader(new Choppy(json, random))) {
            while (reader.next()) {
                records.add(reader.bytes());
                assertThat(reader.envelope()).isEqualTo(Envelope.of(reader.bytes()));
            }
            return Optional.of(records);
        } catch (MalformedRecordsException e) {
            return Optional.empty();
        }
    }

    /** For each record its tokens with their texts; empty when it is not an array of objects and nothing else. */
    private static Optional<List<List<String>>> byJackson(byte[] json) throws IOException {
        if (holdsByteThatUtf8DoesNotHave(json)) {
            return Optional.empty();
        }
        List<List<String>> records = new ArrayList<>();
        try (JsonParser parser = JACKSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_ARRAY || parser.currentTokenLocation().getByteOffset() < 0) {
                return Optional.empty();
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() != JsonToken.START_OBJECT) {
                    return Optional.empty();
                }
                records.add(tokens(parser));
            }
            return parser.nextToken() == null ? Optional.of(records) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /**
     * Jackson refuses 0xFF, but for one place: it fills the names that it has seen up with this byte, to four of them
     * each time, and so takes a name with the byte in it for one that it knows.
     */
    private static boolean holdsByteThatUtf8DoesNotHave(byte[] json) {
        for (byte b : json) {
            if (b == (byte) 0xFF) {
                return true;
            }
        }
        return false;
    }

    @Example
    void refusesANameThatJacksonTakesForAnother() throws IOException {
        byte[] json = "[{\"created\":1},{\"crea.ted\":1}]".getBytes(StandardCharsets.US_ASCII);
        json[json.length - 9] = (byte) 0xFF;
        assertSame(json, new Random(0));
        assertThat(read(json, new Random(0))).isEmpty();
    }

    private static List<String> tokens(JsonParser parser) throws IOException {
        List<String> tokens = new ArrayList<>();
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            tokens.add(token + " " + parser.getText());
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        } while (depth > 0 && parser.nextToken() != null);
        return tokens;
    }

    /** Gives as many bytes at a time as it likes, as a network does: often a lot, often hardly any. */
    private static final class Choppy extends ByteArrayInputStream {

        private final Random random;

        private Choppy(byte[] bytes, Random random) {
            super(bytes);
            this.random = random;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            int most = random.nextBoolean() ? 3 : 3000;
            return super.read(target, offset, Math.min(length, 1 + random.nextInt(most)));
        }
    }
}

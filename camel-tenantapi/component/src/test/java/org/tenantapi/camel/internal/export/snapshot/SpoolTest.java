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
package org.tenantapi.camel.internal.export.snapshot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.tenantapi.camel.internal.client.Envelope;
import org.tenantapi.camel.internal.client.RecordReader;

import static org.assertj.core.api.Assertions.assertThat;

class SpoolTest {

    /** What was written, and where. */
    private record Piece(long offset, byte[] bytes) {
    }

    @Property(tries = 60)
    void whatIsWrittenIsReadInAnyOrder(@ForAll long seed, @ForAll @IntRange(max = 300_000) int threshold) throws IOException {
        Random random = new Random(seed);
        int longest = random.nextBoolean() ? 100 : 200_000;
        try (Spool spool = new Spool(threshold)) {
            List<Piece> pieces = new ArrayList<>();
            // more than the blocks that are kept on the heap
            for (long left = 4_000_000L * longest / 200_000;
                 left > 0;
                 left -= pieces.get(pieces.size() - 1).bytes().length + 1) {
                byte[] bytes = new byte[random.nextInt(longest)];
                random.nextBytes(bytes);
                pieces.add(new Piece(spool.length(), bytes));
                byte[] around = new byte[bytes.length + 2];
                System.arraycopy(bytes, 0, around, 1, bytes.length);
                spool.write(around, 1, bytes.length);
                if (random.nextInt(5) == 0) {
                    check(spool, pieces.get(random.nextInt(pieces.size())));
                }
            }
            Collections.shuffle(pieces, random);
            for (Piece piece : pieces) {
                check(spool, piece);
            }
        }
    }

    private static void check(Spool spool, Piece piece) throws IOException {
        assertThat(Arrays.equals(spool.read(piece.offset(), piece.bytes().length), piece.bytes()))
                .as("the %d bytes at %d", piece.bytes().length, piece.offset()).isTrue();
    }

    @Property(tries = 300)
    void aRecordComesBackWithItsEnvelope(@ForAll("texts") Envelope envelope) throws IOException {
        String json = "{\"localId\":\"1\", \"title\":\"two  spaces\"}";
        byte[] answer = ("[" + json + "]").getBytes(StandardCharsets.UTF_8);
        try (Spool spool = new Spool(1000); RecordReader reader = new RecordReader(new ByteArrayInputStream(answer))) {
            reader.next();
            SpooledRecord.write(reader, spool);
            SpooledRecord record = SpooledRecord.decode(spool.read(0, (int) spool.length()));
            assertThat(record.envelope()).isEqualTo(new Envelope("1", null, null, null, null));
            assertThat(record.bytes()).asString().isEqualTo(json);
        }
        assertThat(SpooledRecord.decode(SpooledRecord.encode(envelope)).envelope()).isEqualTo(envelope);
    }

    @Provide
    Arbitrary<Envelope> texts() {
        Arbitrary<String> text = Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(20),
                Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(20))
                .injectNull(0.2);
        return Combinators.combine(text, text, text, text, text).as(Envelope::new);
    }
}

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
package org.tenantapi.camel.position;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A position as the component wrote it in November 2026 (commit 55ca06d), kept as test data for every store: it must be
 * read for ever.
 */
final class EarlierPosition {

    static final String KEY = "acme/1001/order";
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final String PREFIX = "0c2b17060ef5ab0b94e84ed54d0f2";

    private EarlierPosition() {
    }

    /** What it says. */
    static PositionContent content() {
        PositionChange.Builder change = PositionChange.builder().startFrom(Instant.parse("2026-01-01T00:00:00Z"))
                .filter("name=M\u00fcller & S\u00f6hne&remoteOrderNo=1").mark(NOON.plusSeconds(55))
                .horizon(NOON.plusSeconds(905).plusNanos(123_000_000)).keepFrom(NOON.plusSeconds(5));
        IntStream.range(5, 40).forEach(n -> change.finished(version(PREFIX + "%03d".formatted(n), n)));
        change.finished(version(PREFIX + "000", 50)).finished(version("order-7", 51)).finished(version("recovers", 55));
        change.failed(new FailedRecord(
                "waits", version("waits", 52), 3, NOON.plusSeconds(112), "java.lang.IllegalStateException: no such customer"));
        change.failed(new FailedRecord(
                PREFIX + "abc", version(PREFIX + "abc", 53), 1, NOON.plusSeconds(113), "LinkFailedException: 503", "erp-4711"));
        change.failed(new FailedRecord(
                "set-aside", version("set-aside", 54), 10, null, "the record is not there any more"));
        Position position = new Position();
        position.apply(change.build());
        return PositionContent.of(position);
    }

    static FinishedVersion version(String localId, int second) {
        return new FinishedVersion(
                Fingerprint.ofLocalId(localId), NOON.plusSeconds(second),
                Fingerprint.of((localId + second).getBytes(StandardCharsets.UTF_8)));
    }

    /** A file of the test data. */
    static byte[] bytes(String name) {
        String path = "/positions-of-2026-11/" + name;
        try (InputStream in = Objects.requireNonNull(EarlierPosition.class.getResourceAsStream(path), path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }
}

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
package org.tenantapi.camel.internal.export;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.tenantapi.camel.internal.client.RecordReader;

/**
 * Records and clocks without HTTP: what an export reads in these tests.
 */
final class FakeTenant implements ExportSource {

    static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private record Listed(String json, Instant lastModified, Instant visibleAt) {
    }

    private final Map<String, Listed> records = new LinkedHashMap<>();
    private final Random order = new Random(1);
    final List<Instant> asked = new ArrayList<>();
    final List<String> readAgain = new ArrayList<>();
    /** the server's clock */
    Instant now = NOON;
    /** how far the local clock is from the server's */
    Duration localClockError = Duration.ZERO;
    /** since the beginning, whatever the clocks say */
    private Duration passed = Duration.ZERO;
    /** how long each list takes; it is dated at its end */
    Duration takes = Duration.ZERO;
    Server server;
    boolean tellsTime = true;
    boolean setsAsideMalformed;
    /** what it answers instead of its records */
    String wrongAnswer;
    IOException readFailure;
    /** localId of a record, and what is thrown when it alone is read */
    final Map<String, Throwable> readFailures = new LinkedHashMap<>();
    /** localId of a record, and the body that is answered when it alone is read */
    final Map<String, String> readAnswers = new LinkedHashMap<>();
    /** how it shows a record by its localId, where that differs from its list */
    UnaryOperator<String> shownById = json -> json;
    /** how it shows a record in its list, each time anew */
    UnaryOperator<String> shownInList = json -> json;
    ContentDigest digest = ContentDigest.WHOLE;

    void advance(Duration step) {
        now = now.plus(step);
        passed = passed.plus(step);
    }

    /** Changes the server's clock only. */
    void setClock(Duration step) {
        now = now.plus(step);
        localClockError = localClockError.minus(step);
    }

    void put(String localId, String content) {
        put(localId, content, now);
    }

    void put(String localId, String content, Instant lastModified) {
        put(localId, content, lastModified, Instant.MIN);
    }

    void putLate(String localId, String content, Instant lastModified, Instant visibleAt) {
        put(localId, content, lastModified, visibleAt);
    }

    private void put(String localId, String content, Instant lastModified, Instant visibleAt) {
        putRaw(localId,
                "{\"localId\":\"%s\",\"lastModified\":\"%s\",\"content\":\"%s\"}".formatted(localId, lastModified, content),
                lastModified, visibleAt);
    }

    void putRaw(String localId, String json, Instant lastModified, Instant visibleAt) {
        records.put(localId, new Listed(json, lastModified, visibleAt));
    }

    void remove(String localId) {
        records.remove(localId);
    }

    Instant localTime() {
        return now.plus(localClockError);
    }

    @Override
    public Server server() {
        return server;
    }

    @Override
    public Fetch fetch(Instant modifiedAtOrAfter) throws IOException {
        asked.add(modifiedAtOrAfter);
        List<Listed> listed = records.values().stream()
                .filter(r -> !r.visibleAt().isAfter(now))
                .filter(r -> modifiedAtOrAfter == null || !r.lastModified().isBefore(modifiedAtOrAfter))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(listed, order);
        String answer = wrongAnswer != null
                ? wrongAnswer : listed.stream().map(Listed::json).map(shownInList).collect(Collectors.joining(",\n", "[", "]"));
        Instant localTime = localTime();
        long asked = passed.toNanos();
        advance(takes);
        RecordReader records = new RecordReader(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
        return new Fetch(
                setsAsideMalformed ? records.setAsideMalformed() : records, tellsTime ? now : null,
                localTime, asked, takes);
    }

    @Override
    public Optional<byte[]> read(String localId) throws IOException {
        readAgain.add(localId);
        if (readFailure != null) {
            throw readFailure;
        }
        if (readFailures.containsKey(localId)) {
            throw FakeTenant.<RuntimeException> unchecked(readFailures.get(localId));
        }
        if (readAnswers.containsKey(localId)) {
            return Optional.of(readAnswers.get(localId).getBytes(StandardCharsets.UTF_8));
        }
        return Optional.ofNullable(records.get(localId)).map(Listed::json).map(shownById)
                .map(json -> json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public ContentDigest digest() {
        return digest;
    }

    @Override
    public Optional<Instant> serverTime() {
        return tellsTime ? Optional.of(now) : Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T unchecked(Throwable failure) throws T {
        throw (T) failure;
    }
}

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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import org.tenantapi.camel.internal.client.RecordReader;
import org.tenantapi.camel.internal.export.ExportSource;
import org.tenantapi.camel.internal.export.Fetch;
import org.tenantapi.camel.testkit.history.DeliveryLog;
import org.tenantapi.camel.testkit.history.PastVersion;

/**
 * A tenant without HTTP, with clocks that can be set and answers that go wrong. It remembers all that it ever had.
 */
final class ScriptedTenant implements ExportSource {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final List<String> WRONG_SHAPES = List.of("", "null", "{\"error\":\"maintenance\"}",
            "<html>Sign in</html>", "[1]", "[]]", "[{}],{}");
    private static final List<String> MALFORMED_RECORDS = List.of("{\"lastModified\":\"2026-11-01T12:00:00Z\"}",
            "{\"localId\":\"x\",\"lastModified\":\"yesterday\"}");

    /** Whether a failed record of this id is one of the malformed. */
    static boolean isMalformed(String localId) {
        return localId.equals("x") || localId.startsWith("malformed-");
    }

    private record Current(String localId, Instant lastModified, int content) {

        /** The same version with its keys in one order or the other. */
        String json(boolean oneWay) {
            return oneWay
                    ? "{\"localId\":\"" + localId + "\",\"lastModified\":\"" + lastModified + "\",\"content\":" + content
                      + ",\"row\":{\"a\":1.10,\"b\":null}}"
                    : "{\"row\":{ \"b\":null, \"a\":1.10 },\"content\":" + content + ",\"lastModified\":\"" + lastModified
                      + "\",\"localId\":\"" + localId + "\"}";
        }
    }

    private final Mishap mishap;
    private final DeliveryLog log;
    private final Random random;
    private final Map<String, Current> records = new LinkedHashMap<>();
    private final Set<Current> everHeld = new HashSet<>();
    private final List<PastVersion> history = new ArrayList<>();
    private Instant serverTime = NOON;
    private Instant latestServerTime = NOON;
    private Instant localTime = NOON;
    private Instant latestLocalTime = NOON;
    private Duration passed = Duration.ZERO;
    private Duration answersTake = Duration.ZERO;
    private int datedAnswers;
    /** the latest version of each record, unless it was seen late */
    private final Map<String, String> owed = new LinkedHashMap<>();

    /** @param log told what was listed */
    ScriptedTenant(Mishap mishap, DeliveryLog log, Random random) {
        this.mishap = mishap;
        this.log = log;
        this.random = random;
    }

    static String localId(int record) {
        // 32 hex digits, as the platform's are
        return "0c2b17060ef5ab0b94e84ed54d0f280" + record;
    }

    List<PastVersion> history() {
        return history;
    }

    /**
     * The latest time that the server's clock has ever shown. By this time a late write is late: a clock that was set
     * back takes from the overlap what it took from the clock. Each write is a nanosecond after the one before.
     */
    Instant latestServerTime() {
        return latestServerTime;
    }

    Instant localTime() {
        return localTime;
    }

    void write(int record, int content, Duration age) {
        write(localId(record), content, age);
    }

    private void write(String localId, int content, Duration age) {
        Current before = records.get(localId);
        Instant lastModified = serverTime.minus(age);
        if (age.toSeconds() > 0 && before != null && before.lastModified().isAfter(lastModified)) {
            lastModified = before.lastModified();
        }
        Current now = new Current(localId, lastModified, content);
        while (!now.equals(before) && !everHeld.add(now)) {
            now = new Current(localId, lastModified, now.content() + 1);
        }
        records.put(localId, now);
        owed.remove(localId);
        if (age.isZero() || age.isNegative()) {
            owed.put(localId, now.json(true));
        }
        latestServerTime = latestServerTime.plusNanos(1);
        history.add(new PastVersion(now.json(true), latestServerTime));
    }

    /** What must be delivered, whatever the clocks show. */
    List<String> owed() {
        return List.copyOf(owed.values());
    }

    int datedAnswers() {
        return datedAnswers;
    }

    void answersTake(Duration time) {
        answersTake = time;
    }

    void pass(Duration time) {
        passed = passed.plus(time);
        setServerClock(time);
        setLocalClock(time);
    }

    void setServerClock(Duration step) {
        serverTime = serverTime.plus(step);
        latestServerTime = serverTime.isAfter(latestServerTime) ? serverTime : latestServerTime;
    }

    void setLocalClock(Duration step) {
        localTime = localTime.plus(step);
        latestLocalTime = localTime.isAfter(latestLocalTime) ? localTime : latestLocalTime;
    }

    /** Lets so much time pass that no clock is behind what it ever showed. */
    void catchUp() {
        Duration server = Duration.between(serverTime, latestServerTime);
        Duration local = Duration.between(localTime, latestLocalTime);
        pass(server.compareTo(local) > 0 ? server : local);
    }

    @Override
    public Fetch fetch(Instant modifiedAtOrAfter) throws IOException {
        mishap.crashAt(Trouble.CRASH_IN_FETCH);
        mishap.errorAt(Trouble.ERROR_IN_FETCH);
        if (mishap.strikes(Trouble.FETCH_FAILS)) {
            throw new IOException("connection refused");
        }
        Instant date = markIsHeldBySomeClock() && mishap.strikes(Trouble.ANSWER_WITHOUT_DATE) ? null : serverTime;
        List<String> listed = list(modifiedAtOrAfter);
        Instant askedAtLocalTime = localTime;
        long asked = passed.toNanos();
        pass(answersTake);
        if (date != null) {
            datedAnswers++;
            date = serverTime;
        }
        return new Fetch(new RecordReader(answer(listed)), date, askedAtLocalTime, asked, answersTake);
    }

    /**
     * A server that does not tell its time leaves it to the local clock to hold back the mark from a record that is
     * dated in the future. When that is ahead too, nothing is promised.
     */
    private boolean markIsHeldBySomeClock() {
        return !localTime.isAfter(serverTime)
                || records.values().stream().noneMatch(record -> record.lastModified().isAfter(serverTime));
    }

    private List<String> list(Instant from) {
        List<String> ids = new ArrayList<>(records.keySet());
        Collections.shuffle(ids, random);
        if (!ids.isEmpty() && random.nextInt(8) == 0) {
            ids.add(ids.get(0));
        }
        List<String> listed = new ArrayList<>();
        for (int n = 0; n < ids.size(); n++) {
            if (n == ids.size() / 2 && mishap.strikes(Trouble.RECORD_CHANGES_WHILE_LISTED)) {
                changeOneOf(ids);
            }
            Current record = records.get(ids.get(n));
            if (from == null || !record.lastModified().isBefore(from)) {
                listed.add(record.json(random.nextBoolean()));
            }
        }
        return listed;
    }

    /** Not into the past: of two versions in one answer it could not be told which is the newer one. */
    private void changeOneOf(List<String> ids) {
        String localId = ids.get(random.nextInt(ids.size()));
        if (!records.get(localId).lastModified().isAfter(serverTime)) {
            write(localId, random.nextInt(3), Duration.ZERO);
        }
    }

    private InputStream answer(List<String> listed) {
        if (mishap.strikes(Trouble.ANSWER_OF_WRONG_SHAPE)) {
            return bytes(WRONG_SHAPES.get(random.nextInt(WRONG_SHAPES.size())));
        }
        List<String> shown = new ArrayList<>(listed);
        if (mishap.strikes(Trouble.ANSWER_WITH_A_MALFORMED_RECORD)) {
            shown.add(random.nextInt(shown.size() + 1), MALFORMED_RECORDS.get(random.nextInt(MALFORMED_RECORDS.size())));
        }
        if (mishap.strikes(Trouble.ANSWER_WITH_OLDER_RECORDS)) {
            records.values().stream().map(record -> record.json(true)).filter(json -> !listed.contains(json))
                    .forEach(shown::add);
        }
        String whole = shown.stream().collect(Collectors.joining(",\n", "[", "]"));
        if (mishap.strikes(Trouble.ANSWER_TRUNCATED)) {
            return bytes(whole.substring(0, random.nextInt(whole.length())));
        }
        if (mishap.strikes(Trouble.CRASH_IN_ANSWER)) {
            return thenAtTheEnd(whole.substring(0, random.nextInt(whole.length())), mishap::crash);
        }
        if (mishap.strikes(Trouble.ERROR_IN_ANSWER)) {
            return thenAtTheEnd(whole.substring(0, random.nextInt(whole.length())), () -> {
                throw mishap.error();
            });
        }
        return thenAtTheEnd(whole, () -> log.listed(listed));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream thenAtTheEnd(String text, Runnable action) {
        return new SequenceInputStream(bytes(text), new InputStream() {
            @Override
            public int read() {
                action.run();
                return -1;
            }
        });
    }

    @Override
    public Optional<byte[]> read(String localId) throws IOException {
        mishap.crashAt(Trouble.CRASH_IN_READ_AGAIN);
        mishap.errorAt(Trouble.ERROR_IN_READ_AGAIN);
        if (mishap.strikes(Trouble.READ_AGAIN_FAILS)) {
            throw new IOException("connection reset");
        }
        return Optional.ofNullable(records.get(localId))
                .map(record -> record.json(random.nextBoolean()).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<Instant> serverTime() {
        return Optional.of(serverTime);
    }
}

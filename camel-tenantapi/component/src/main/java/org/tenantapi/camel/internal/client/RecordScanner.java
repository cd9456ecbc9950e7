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
import java.io.InputStream;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.internal.json.JsonObjectScanner;

/**
 * Finds the records of an answer and the five texts of their {@link Envelope}s; where one of these is written in an
 * unusual way, with escapes or outside ASCII, Jackson reads that record.
 */
final class RecordScanner extends JsonObjectScanner {

    private static final List<String> ENVELOPE = List.of("localId", "remoteId", "created", "lastModified", "href");
    private static final int MAX_SHOWN = 100;
    /** of a record that is passed by */
    private static final int MAX_KEPT = 1000;

    private boolean setsAside;
    private boolean setsAsideTooLarge;
    /** what is wrong with the current record, when it was passed by */
    private @Nullable String fault;
    private byte[] head = {};
    /** of the record before the current one, or before what is malformed */
    private @Nullable Envelope previous;

    RecordScanner(InputStream in) {
        super(in, ENVELOPE);
    }

    /** Passes a record by that is malformed in itself, if it can be told where it ends. */
    void setAsideMalformed() {
        setsAside = true;
    }

    /** Passes a record by that is too large, if it can be told where it ends. */
    void setAsideTooLarge() {
        setsAsideTooLarge = true;
    }

    /** What is wrong with the current record, of which there is only the beginning then. */
    @Nullable
    String fault() {
        return fault;
    }

    @Override
    protected void element(int first) throws IOException {
        if (first != '{') {
            throw new MalformedRecordsException(
                    place() + " comes, at byte " + position() + ", what is not a record but " + describe(first));
        }
        fault = null;
        try {
            object();
        } catch (MalformedRecordsException e) {
            if (!setsAside && !(setsAsideTooLarge && isTooLarge())) {
                throw e;
            }
            previous = new Envelope(isUnusual() ? null : text(0), null, null, null, null);
            fault = e.getMessage();
            head = passBy(MAX_KEPT, e);
        }
    }

    @Override
    public byte[] bytes() {
        return fault == null ? super.bytes() : head;
    }

    Envelope envelope() throws MalformedRecordsException {
        if (fault == null || previous == null) {
            previous = isUnusual() ? Envelope.of(bytes()) : new Envelope(text(0), text(1), text(2), text(3), text(4));
        }
        return previous;
    }

    @Override
    protected MalformedRecordsException malformed(String what) {
        return new MalformedRecordsException(place() + " the JSON is malformed at byte " + position() + ": " + what);
    }

    @Override
    protected MalformedRecordsException notAnArray(int first) {
        return new MalformedRecordsException("Not a JSON array of records but " + describe(first));
    }

    @Override
    protected MalformedRecordsException followed(int by) {
        return new MalformedRecordsException("After the array of " + count() + " records follows " + describe(by));
    }

    /** Where it stands, by what a server's operator can find: the record before it. */
    private String place() {
        if (previous == null || previous.localId() == null) {
            return "After " + count() + " records";
        }
        String localId = previous.localId();
        String shown = Printable.of(localId.substring(0, Math.min(localId.length(), MAX_SHOWN)));
        return "After " + count() + " records, the last of which is " + shown + ",";
    }
}

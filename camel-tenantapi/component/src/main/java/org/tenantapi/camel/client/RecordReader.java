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
package org.tenantapi.camel.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;

/**
 * Reads a bare JSON array of records from a stream, one record at a time and each as the bytes that came. It is strict,
 * because a part of an answer must never be taken for the whole of it: the first token is {@code [}, every element is
 * an object, the last token is {@code ]}, and nothing follows.
 */
public final class RecordReader implements Closeable {

    // numbers are passed by, never converted: one that is too long to compute with is no reason to refuse an answer
    static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNumberLength(Integer.MAX_VALUE).build())
            .build();

    private final Window window;
    private final JsonParser parser;
    private final Answer answer;
    private boolean started;
    private boolean complete;
    private int count;
    private Envelope envelope;
    private long start;
    private long end;

    /**
     * @param  in          closed by {@link #close()}
     * @throws IOException if the stream cannot be read
     */
    public RecordReader(InputStream in) throws IOException {
        this(in, null);
    }

    private RecordReader(InputStream in, Answer answer) throws IOException {
        this.window = new Window(in);
        this.parser = JSON.createParser(window);
        this.answer = answer;
    }

    /**
     * Reads the records of an answer. What is wrong with them is told as the answer tells it: as a
     * {@link TenantApiMalformedAnswerException} or a {@link TenantApiUnavailableException}.
     *
     * @param answer closed by {@link #close()}
     */
    public static RecordReader of(Answer answer) {
        try {
            return new RecordReader(answer.body(), answer);
        } catch (IOException e) {
            throw answer.brokenOff(e);
        }
    }

    /**
     * Goes to the next record.
     *
     * @return                           false after the last one, when the array was complete
     * @throws MalformedRecordsException if this is not a complete array of objects
     * @throws IOException               if the stream cannot be read to its end
     */
    public boolean next() throws IOException {
        if (complete) {
            return false;
        }
        try {
            return advance();
        } catch (JsonProcessingException e) {
            throw failure(new MalformedRecordsException("After " + count + " records the JSON is malformed: " + reason(e), e));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private IOException failure(IOException e) {
        if (answer == null) {
            return e;
        }
        throw e instanceof MalformedRecordsException
                ? answer.malformed(e.getMessage() + ". Check baseUrl and the record type.", e)
                : answer.brokenOff(e);
    }

    private boolean advance() throws IOException {
        if (!started) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_ARRAY) {
                throw new MalformedRecordsException("Not a JSON array of records but " + describe(first));
            }
            started = true;
        }
        JsonToken token = parser.nextToken();
        if (token == JsonToken.END_ARRAY) {
            JsonToken extra = parser.nextToken();
            if (extra != null) {
                throw new MalformedRecordsException("After the array of " + count + " records follows " + describe(extra));
            }
            complete = true;
            return false;
        }
        if (token != JsonToken.START_OBJECT) {
            throw new MalformedRecordsException("After " + count + " records comes no record but " + describe(token));
        }
        start = parser.currentTokenLocation().getByteOffset();
        if (start < 0) {
            throw new MalformedRecordsException("The JSON is not in UTF-8");
        }
        window.forgetBefore(start);
        envelope = Envelope.read(parser);
        end = parser.currentLocation().getByteOffset();
        count++;
        return true;
    }

    /**
     * The current record as it came.
     */
    public byte[] bytes() {
        return window.copy(start, end);
    }

    /**
     * The identifiers and timestamps of the current record.
     */
    public Envelope envelope() {
        return envelope;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    static String describe(JsonToken token) {
        if (token == null) {
            return "the end of the input";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case END_OBJECT, END_ARRAY -> "a closing bracket";
            case VALUE_STRING -> "a text";
            case VALUE_NULL -> "null";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            default -> token.name();
        };
    }

    static String reason(IOException e) {
        // without the source: Jackson would quote it
        return e instanceof JsonProcessingException json && json.getLocation() != null
                ? json.getOriginalMessage() + " at line " + json.getLocation().getLineNr() + ", column "
                  + json.getLocation().getColumnNr()
                : String.valueOf(e.getMessage());
    }

    /**
     * Keeps what the parser has read since the beginning of the current record.
     */
    private static final class Window extends InputStream {

        private final InputStream in;
        private byte[] kept = new byte[16 * 1024];
        private long keptFrom;
        private long neededFrom;
        private int length;

        private Window(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int wanted) throws IOException {
            int read = in.read(target, offset, wanted);
            if (read > 0) {
                makeRoomFor(read);
                System.arraycopy(target, offset, kept, length, read);
                length += read;
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }

        private void forgetBefore(long position) {
            neededFrom = position;
        }

        private void makeRoomFor(int more) {
            if (length + more <= kept.length) {
                return;
            }
            int gone = (int) (neededFrom - keptFrom);
            byte[] roomy = length - gone + more <= kept.length / 2 ? kept : new byte[2 * (length - gone + more)];
            System.arraycopy(kept, gone, roomy, 0, length - gone);
            kept = roomy;
            keptFrom = neededFrom;
            length -= gone;
        }

        private byte[] copy(long from, long to) {
            return Arrays.copyOfRange(kept, (int) (from - keptFrom), (int) (to - keptFrom));
        }
    }
}

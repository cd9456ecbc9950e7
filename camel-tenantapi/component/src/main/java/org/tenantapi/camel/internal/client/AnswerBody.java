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
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The bytes of an answer, up to a limit. Closed before its end it cancels the request first: closing alone would read
 * the rest, however long, to spare the connection.
 */
final class AnswerBody extends InputStream {

    private final InputStream bytes;
    private final long maxSize;
    private final Supplier<? extends RuntimeException> tooLarge;
    private final RequestWatch watch;
    private final Runnable cancelRequest;
    private long size;
    private volatile boolean complete;
    private volatile boolean closed;

    AnswerBody(InputStream bytes, long maxSize, Supplier<? extends RuntimeException> tooLarge, RequestWatch watch,
               Runnable cancelRequest) {
        this.bytes = bytes;
        this.maxSize = maxSize;
        this.tooLarge = tooLarge;
        this.watch = watch;
        this.cancelRequest = cancelRequest;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (closed) {
            throw new IOException("The answer is closed");
        }
        if (complete) {
            return -1;
        }
        int read = watchedRead(buffer, offset, length);
        if (read < 0) {
            complete = true;
            watch.close();
            return -1;
        }
        size += read;
        if (size > maxSize) {
            throw tooLarge.get();
        }
        return read;
    }

    private int watchedRead(byte[] buffer, int offset, int length) throws IOException {
        int read = 0;
        watch.waits();
        try {
            read = bytes.read(buffer, offset, length);
            return read;
        } catch (IOException e) {
            throw watch.told(e);
        } finally {
            watch.moved(Math.max(read, 0));
        }
    }

    @Override
    public int available() throws IOException {
        return closed || complete ? 0 : bytes.available();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        watch.close();
        if (!complete) {
            cancelRequest.run();
        }
        try {
            bytes.close();
        } catch (IOException e) {
            // the rest is not needed, and the HTTP client has dropped the connection
        }
    }
}

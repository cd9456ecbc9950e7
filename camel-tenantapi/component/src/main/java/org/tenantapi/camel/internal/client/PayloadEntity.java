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

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/**
 * A {@link Payload} on its way out. When the payload's own source fails, the request is cancelled at once: the HTTP
 * client would otherwise end the transfer in good order, and the server would keep half of it as the whole.
 */
final class PayloadEntity extends AbstractHttpEntity {

    private static final int BUFFER_SIZE = 16 * 1024;

    private final Payload payload;
    private final RequestWatch watch;
    private final Runnable cancelRequest;
    private volatile boolean begun;

    PayloadEntity(Payload payload, RequestWatch watch, Runnable cancelRequest) {
        super(payload.contentType(), null);
        this.payload = payload;
        this.watch = watch;
        this.cancelRequest = cancelRequest;
    }

    /** Whether any of it may have reached the server. Until then no server can do what the request asks for. */
    boolean isBegun() {
        return begun;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        begun = true;
        // the source of the bytes may be as slow as it is
        watch.moved(0);
        try {
            copy(out);
            watch.waits();
        } catch (RuntimeException e) {
            cancelRequest.run();
            throw e;
        }
    }

    private void copy(OutputStream out) throws IOException {
        long left = payload.length() == Payload.UNKNOWN_LENGTH ? Long.MAX_VALUE : payload.length();
        byte[] buffer = new byte[(int) Math.max(1, Math.min(left, BUFFER_SIZE))];
        try (InputStream in = getContent()) {
            for (int read = read(in, buffer); read >= 0; read = read(in, buffer)) {
                left -= read;
                if (left < 0) {
                    throw unreadable(new IOException("there are more bytes than the " + payload.length() + " announced"));
                }
                watch.waits();
                out.write(buffer, 0, read);
                watch.moved(read);
            }
        }
        if (left > 0 && payload.length() != Payload.UNKNOWN_LENGTH) {
            throw unreadable(new EOFException(left + " bytes of the " + payload.length() + " announced are missing"));
        }
    }

    @Override
    public InputStream getContent() {
        try {
            return payload.source().open();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static int read(InputStream in, byte[] buffer) {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException("Cannot read the content to be sent: " + e.getMessage(), e);
    }

    @Override
    public long getContentLength() {
        return payload.length();
    }

    @Override
    public boolean isRepeatable() {
        return payload.repeatable();
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public void close() {
        // the source is opened and closed by each writeTo
    }
}

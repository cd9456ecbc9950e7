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
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An answer of too many bytes to read them all; it counts those it got rid of.
 */
final class Flood implements ScriptedServer.Script {

    private final long size;
    private final int status;
    private final CountDownLatch ended = new CountDownLatch(1);
    volatile long written;

    Flood(long size) {
        this(size, 200);
    }

    Flood(long size, int status) {
        this.size = size;
        this.status = status;
    }

    @Override
    public void play(Socket socket, OutputStream out) throws IOException {
        byte[] block = new byte[64 * 1024];
        Arrays.fill(block, (byte) 'x');
        try {
            out.write(ScriptedServer.head(status, "Content-Length: " + size));
            for (long left = size; left > 0; left -= block.length) {
                out.write(block);
                written = size - left + block.length;
            }
        } finally {
            ended.countDown();
        }
    }

    void awaitEnd() {
        try {
            assertThat(ended.await(30, TimeUnit.SECONDS)).as("the client hung up").isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

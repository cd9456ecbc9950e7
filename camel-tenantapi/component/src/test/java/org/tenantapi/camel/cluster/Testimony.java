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
package org.tenantapi.camel.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.tenantapi.camel.cluster.Event.Kind;

/**
 * Where a node tells its {@link Witness} what happens.
 */
final class Testimony {

    private final BufferedReader in;
    private final OutputStream out;
    private long epoch;

    Testimony(int port, String node) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        out = socket.getOutputStream();
        send(node);
    }

    synchronized void opened(long newEpoch) {
        epoch = newEpoch;
        tell(Kind.OPENED, "");
    }

    /** Returns when the witness has heard it. */
    synchronized void tell(Kind kind, String detail) {
        try {
            send(epoch + " " + kind + " " + detail);
            in.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException("The witness is gone", e);
        }
    }

    private void send(String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}

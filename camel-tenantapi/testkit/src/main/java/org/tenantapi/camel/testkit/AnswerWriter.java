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
package org.tenantapi.camel.testkit;

import java.util.Iterator;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import org.tenantapi.camel.testkit.Delivery.Ending;

/** Writes one answer, no faster than it is read, and ends it as the delivery says. */
final class AnswerWriter {

    private static final int QUEUE = 256 * 1024;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Delivery delivery;
    private final Iterator<Buffer> pieces;
    private long left;

    private AnswerWriter(HttpServerRequest request, Answer answer, Delivery delivery) {
        this.request = request;
        this.response = request.response();
        this.delivery = delivery;
        this.pieces = answer.body().pieces();
        this.left = delivery.upTo();
    }

    static void write(HttpServerRequest request, Answer answer, Delivery delivery) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            return;
        }
        if (delivery.ending() == Ending.RESET) {
            reset(request);
            return;
        }
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        if (answer.chunked()) {
            response.setChunked(true);
        } else if (answer.status() != 204 && answer.status() != 304) {
            response.putHeader("Content-Length", Long.toString(answer.body().length()));
        }
        response.setWriteQueueMaxSize(QUEUE);
        new AnswerWriter(request, answer, delivery).pump();
    }

    private void pump() {
        while (pieces.hasNext() && left > 0 && !response.closed()) {
            if (response.writeQueueFull()) {
                response.drainHandler(drained -> pump());
                return;
            }
            Buffer piece = pieces.next();
            if (piece.length() > left) {
                piece = piece.slice(0, (int) left);
            }
            left -= piece.length();
            response.write(piece);
        }
        end();
    }

    private void end() {
        if (response.closed()) {
            return;
        }
        switch (delivery.ending()) {
            case COMPLETE -> response.end();
            case TRUNCATE -> flushed(() -> request.connection().close());
            default -> flushed(() -> {
            });
        }
    }

    private void flushed(Runnable then) {
        if (response.headWritten()) {
            response.write(Buffer.buffer()).onComplete(written -> then.run());
        } else {
            response.writeHead().onComplete(written -> then.run());
        }
    }

    /** Closing with SO_LINGER 0 sends RST instead of FIN. Vert.x has no public way to it. */
    private static void reset(HttpServerRequest request) {
        Channel channel = ((ConnectionBase) request.connection()).channel();
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close();
    }
}

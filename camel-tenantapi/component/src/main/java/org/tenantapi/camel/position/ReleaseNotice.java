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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The note by which an owner releases its position, so that others need not wait to see whether it still runs. Writing
 * it may fail, and where a database or a grid is gone and does not say so, a stop does not wait for it.
 */
final class ReleaseNotice {

    private static final Logger LOG = LoggerFactory.getLogger(ReleaseNotice.class);
    private static final long MAX_WAIT_MILLIS = 3000;

    private ReleaseNotice() {
    }

    @FunctionalInterface
    interface Note {
        void write() throws Exception;
    }

    /**
     * Returns when it is written, or is not within some seconds. It must do no harm when it is written later.
     */
    static void write(String key, Note note) {
        write(key, MAX_WAIT_MILLIS, note);
    }

    static void write(String key, long maxWaitMillis, Note note) {
        CompletableFuture<Boolean> written = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                note.write();
            } catch (Throwable e) {
                LOG.debug("Cannot note that the position of {} is released", key, e);
            } finally {
                written.complete(true);
            }
        }, "tenantapi release of " + key);
        thread.setDaemon(true);
        thread.start();
        // a thread that is interrupted, as Camel does it when a stop takes too long, waits no longer than another one
        if (!written.completeOnTimeout(false, maxWaitMillis, TimeUnit.MILLISECONDS).join()) {
            LOG.warn("Cannot note within {} ms that the position of {} is released, so another owner that was fenced waits"
                     + " until it has seen the position stand still",
                    maxWaitMillis, key);
        }
    }
}

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
package org.tenantapi.camel.benchmark;

import java.nio.file.Path;

/**
 * What a way has to do.
 *
 * @param server    the port of the server on this machine
 * @param records   how many records a pass exports or imports, or how often it polls
 * @param directory for what a way keeps on the disk
 * @param isWarmUp  whether it is not measured, so that it need not wait
 */
record Work(int server, int records, Path directory, boolean isWarmUp) {

    /**
     * The root of the API.
     *
     * @param number of orders that a GET answers, or of milliseconds that a POST takes
     */
    String baseUrl(int number) {
        return "http://127.0.0.1:" + server + "/" + number + "/api";
    }

    Work toWarmUp(int other) {
        return new Work(server, other, directory, true);
    }

    /** Refuses a pass that has done less, or more. */
    void checkDone(long done) {
        if (done != records) {
            throw new IllegalStateException(done + " of " + records + " were done");
        }
    }
}

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
package org.tenantapi.camel.examples.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

import org.apache.camel.main.Main;

/**
 * One node: what application.properties and the routes say, and no more.
 */
public final class Node {

    private Node() {
    }

    public static void main(String[] args) throws Exception {
        Main main = new Main();
        endWithTheExample(main);
        main.run(args);
    }

    /** The example holds the other end of the standard input: so no node outlives it. */
    private static void endWithTheExample(Main main) {
        Thread watch = new Thread(() -> {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                main.completed();
            }
        }, "end-with-the-example");
        watch.setDaemon(true);
        watch.start();
    }
}

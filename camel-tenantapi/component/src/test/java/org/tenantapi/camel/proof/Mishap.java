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
package org.tenantapi.camel.proof;

/**
 * The trouble that waits for its call: it strikes once.
 */
final class Mishap {

    private Trouble trouble = Trouble.NONE;
    private int callsLeft;
    private boolean crashed;
    private int errors;

    /** @param atCall 1 for the next call at which it can strike */
    synchronized void arm(Trouble next, int atCall) {
        trouble = next;
        callsLeft = atCall;
    }

    synchronized boolean strikes(Trouble candidate) {
        if (trouble != candidate || --callsLeft > 0) {
            return false;
        }
        trouble = Trouble.NONE;
        return true;
    }

    /** Also after a crash: whatever code of the export goes on then, has no effect any more. */
    void crashAt(Trouble candidate) {
        if (isCrashed() || strikes(candidate)) {
            crash();
        }
    }

    synchronized void crash() {
        crashed = true;
        throw new Crash();
    }

    synchronized boolean isCrashed() {
        return crashed;
    }

    /** A new process begins. */
    synchronized void restart() {
        crashed = false;
    }

    /** The process lives on after this. */
    void errorAt(Trouble candidate) {
        if (strikes(candidate)) {
            throw error();
        }
    }

    synchronized Error error() {
        return switch (errors++ % 3) {
            case 0 -> new OutOfMemoryError("Java heap space, as it were");
            case 1 -> new StackOverflowError();
            default -> new AssertionError("as it were");
        };
    }

    /** The process is gone. */
    static final class Crash extends Error {

        Crash() {
            super("crash", null, false, false);
        }
    }
}

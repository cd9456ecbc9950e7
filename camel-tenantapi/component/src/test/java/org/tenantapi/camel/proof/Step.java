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
 * One thing that happens in a {@link History}. Times are in seconds.
 */
sealed interface Step {

    /** A record is created, or changed. */
    record Write(int record, int content) implements Step {
    }

    /**
     * A write becomes visible that is dated {@code age} ago, or as old as the record's latest version: the database
     * kept the next writer of a record waiting.
     */
    record LateWrite(int record, int content, int age) implements Step {
    }

    /** A write by a node of the server whose clock is ahead. */
    record EarlyWrite(int record, int content, int ahead) implements Step {
    }

    record Pass(int seconds) implements Step {
    }

    /** Nothing changes for so long, and then it polls. */
    record Quiet(int seconds) implements Step {
    }

    /** The server's clock is set, forwards or backwards. */
    record ServerClock(int seconds) implements Step {
    }

    /** Lists take so long from now on; they are dated at their end. */
    record SlowAnswers(int seconds) implements Step {
    }

    record LocalClock(int seconds) implements Step {
    }

    /** The route fails for this record from now on. */
    record Poison(int record) implements Step {
    }

    /** The route fails for no record any more. */
    record Heal() implements Step {
    }

    /** @param atCall at which call the trouble strikes */
    record Poll(Trouble trouble, int atCall) implements Step {
    }

    /** A clean stop and start. */
    record Restart() implements Step {
    }

    /** Another process opens the position, and this one does not know. */
    record Takeover() implements Step {
    }

    /**
     * Another process exports in the place of this one, which does not know until it polls, and then comes back.
     *
     * @param released whether the other one has given the position up, or died
     */
    record Comeback(boolean released) implements Step {
    }

    /** An operator has all failed records delivered again. */
    record Replay() implements Step {
    }

    /** An operator gives all failed records up. */
    record Discard() implements Step {
    }
}

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

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

import org.tenantapi.camel.export.TooManyFailedException;
import org.tenantapi.camel.internal.export.Export;
import org.tenantapi.camel.internal.export.FailureReporter;
import org.tenantapi.camel.internal.export.RecordVersion;
import org.tenantapi.camel.position.FailedRecord;
import org.tenantapi.camel.position.PositionException;
import org.tenantapi.camel.position.PositionStore;
import org.tenantapi.camel.proof.Step.Comeback;
import org.tenantapi.camel.proof.Step.Discard;
import org.tenantapi.camel.proof.Step.EarlyWrite;
import org.tenantapi.camel.proof.Step.Heal;
import org.tenantapi.camel.proof.Step.LateWrite;
import org.tenantapi.camel.proof.Step.LocalClock;
import org.tenantapi.camel.proof.Step.Pass;
import org.tenantapi.camel.proof.Step.Poison;
import org.tenantapi.camel.proof.Step.Poll;
import org.tenantapi.camel.proof.Step.Quiet;
import org.tenantapi.camel.proof.Step.Replay;
import org.tenantapi.camel.proof.Step.Restart;
import org.tenantapi.camel.proof.Step.ServerClock;
import org.tenantapi.camel.proof.Step.SlowAnswers;
import org.tenantapi.camel.proof.Step.Takeover;
import org.tenantapi.camel.proof.Step.Write;
import org.tenantapi.camel.status.PlugStatus;
import org.tenantapi.camel.status.Transfer;
import org.tenantapi.camel.testkit.history.DeliveryLog;
import org.tenantapi.camel.testkit.history.HistoryChecker;
import org.tenantapi.camel.testkit.history.HistoryReport;

/**
 * Lets a history happen to an export, and then lets it poll until all is quiet.
 */
final class HistoryRun {

    private static final int MAX_POLLS_UNTIL_QUIET = 500;
    private static final int QUIET_POLLS = 3;
    private static final FailureReporter BROKEN_REPORTER = failures -> {
        throw new IllegalStateException("the event history is down");
    };

    private final History history;
    private final Mishap mishap = new Mishap();
    private final ScriptedTenant tenant;
    private final ObservedRoute route;
    private final ObservedStore store;
    private final DeliveryLog log;
    private final List<String> violations = new ArrayList<>();
    private Export export;
    private boolean stopped;
    /** of the server, before the export was opened */
    private int answersBefore;
    /** since its last good poll the server's clock has been set back */
    private boolean setBackUnseen;
    private boolean answersAreSlow;

    /**
     * @param report     what the checker says
     * @param violations of what the design promises and the checker cannot see
     */
    record Outcome(HistoryReport report, List<String> violations) {
    }

    HistoryRun(History history, PositionStore durable) {
        this.history = history;
        Random random = new Random(history.setup().seed());
        this.log = new DeliveryLog(this::logTime);
        this.tenant = new ScriptedTenant(mishap, log, random);
        this.route = new ObservedRoute(history.setup(), mishap, log, random);
        this.store = new ObservedStore(durable, history.setup(), mishap, route);
    }

    private Instant logTime() {
        return tenant.latestServerTime();
    }

    Outcome run() {
        Completer completer = new Completer(route, Thread.currentThread());
        try {
            history.steps().forEach(this::take);
            becomeQuiet();
        } finally {
            completer.close();
        }
        violations.addAll(route.violations());
        violations.addAll(store.violations());
        HistoryReport report = HistoryChecker.of(tenant.history()).overlap(Setup.OVERLAP).check(log);
        return new Outcome(report, List.copyOf(violations));
    }

    private void take(Step step) {
        if (step instanceof Write write) {
            tenant.write(write.record(), write.content(), Duration.ZERO);
        } else if (step instanceof LateWrite late) {
            tenant.write(late.record(), late.content(), Duration.ofSeconds(late.age()));
        } else if (step instanceof EarlyWrite early) {
            tenant.write(early.record(), early.content(), Duration.ofSeconds(-early.ahead()));
        } else if (step instanceof Pass pass) {
            tenant.pass(Duration.ofSeconds(pass.seconds()));
        } else if (step instanceof Quiet quiet) {
            tenant.pass(Duration.ofSeconds(quiet.seconds()));
            take(new Poll(Trouble.NONE, 1));
        } else if (step instanceof SlowAnswers slow) {
            setSlowAnswers(slow);
        } else if (step instanceof ServerClock clock) {
            setServerClock(clock);
        } else if (step instanceof LocalClock clock) {
            tenant.setLocalClock(Duration.ofSeconds(clock.seconds()));
        } else if (step instanceof Poison poison) {
            route.poison(ScriptedTenant.localId(poison.record()));
        } else if (step instanceof Heal) {
            route.heal();
        } else if (step instanceof Poll poll) {
            mishap.arm(setBackUnseen && poll.trouble().name().startsWith("CRASH") ? Trouble.NONE : poll.trouble(),
                    poll.atCall());
            crashable(this::poll);
        } else if (step instanceof Restart && !setBackUnseen) {
            crashable(this::close);
        } else if (step instanceof Takeover && !setBackUnseen) {
            crashable(this::takeOver);
        } else if (step instanceof Comeback comeback && !setBackUnseen) {
            crashable(() -> comeBack(comeback));
        } else if (step instanceof Replay && export != null) {
            crashable(this::replay);
        } else if (step instanceof Discard && export != null) {
            crashable(this::discard);
        }
    }

    /**
     * A clock that is set back is promised to be noticed by an export that has had an answer before and gets one after
     * it: between two processes so much time may pass that nothing shows. And by one whose answers take less than half
     * of the overlap, as the guide says.
     */
    private void setServerClock(ServerClock clock) {
        if (clock.seconds() < 0) {
            if (export == null || tenant.datedAnswers() == answersBefore || answersAreSlow) {
                return;
            }
            setBackUnseen = true;
        } else if (setBackUnseen) {
            // put forward again before an answer shows it, it was never set back as far as can be seen
            return;
        }
        tenant.setServerClock(Duration.ofSeconds(clock.seconds()));
    }

    private void setSlowAnswers(SlowAnswers slow) {
        Duration takes = Duration.ofSeconds(slow.seconds());
        boolean areSlow = Setup.OVERLAP.compareTo(takes.plusSeconds(2).multipliedBy(2)) <= 0;
        if (!(areSlow && setBackUnseen)) {
            answersAreSlow = areSlow;
            tenant.answersTake(takes);
        }
    }

    private void crashable(Runnable action) {
        try {
            action.run();
        } catch (Mishap.Crash e) {
            // as below, when the export has caught it
        }
        if (mishap.isCrashed()) {
            mishap.restart();
            route.crash();
            store.crash();
            export = null;
        }
    }

    private void open() {
        if (export == null) {
            answersBefore = tenant.datedAnswers();
            export = new Export(
                    history.setup().settings(), tenant, route, this::isOwnWrite, BROKEN_REPORTER, store,
                    new SimulatedClock(tenant::localTime));
        }
    }

    private boolean isOwnWrite(RecordVersion version) {
        mishap.errorAt(Trouble.ERROR_BETWEEN_TAKEN_AND_DELIVERED);
        return false;
    }

    /** Whether it did nothing, as there was nothing to do. */
    private boolean poll() {
        open();
        stopped = false;
        int answers = tenant.datedAnswers();
        try {
            long messages = export.poll(this::running).messages();
            if (mishap.isCrashed()) {
                return false;
            }
            route.expectAllCommitted("a poll");
            setBackUnseen = setBackUnseen && tenant.datedAnswers() == answers;
            return messages == 0;
        } catch (IOException | PositionException | TooManyFailedException | InterruptedException e) {
            return false;
        } catch (VirtualMachineError | AssertionError e) {
            // the next poll is due all the same
            return false;
        } finally {
            Thread.interrupted();
            expectCountsAddUp(export.view().status());
        }
    }

    /** Lesson 36: also after polls that failed, were cut short or interrupted. */
    private void expectCountsAddUp(PlugStatus status) {
        for (Transfer transfer : List.of(status.lastTransfer(), status.total())) {
            if (transfer.considered() != transfer.delivered() + transfer.failed() + transfer.ignored()) {
                violations.add("the counts do not add up: " + transfer);
            }
        }
        if (status.inFlight() < 0) {
            violations.add("there cannot be " + status.inFlight() + " records in flight");
        }
    }

    private boolean running() {
        stopped = stopped || mishap.strikes(Trouble.STOPPED);
        return !stopped;
    }

    private void close() {
        if (export == null) {
            return;
        }
        boolean clean = route.isIdle();
        export.close();
        export = null;
        if (!clean) {
            route.crash();
        }
    }

    /** The export that does not know of the new one; none if the store admits no second owner, as that of files. */
    private Optional<Export> openAnother() {
        open();
        Export old = export;
        export = null;
        try {
            open();
            return Optional.of(old);
        } catch (PositionException e) {
            export = old;
            return Optional.empty();
        }
    }

    private void comeBack(Comeback comeback) {
        mishap.arm(Trouble.NONE, 1);
        // what both have in flight could not be told apart
        Optional<Export> fenced = route.isIdle() ? openAnother() : Optional.empty();
        if (fenced.isEmpty()) {
            return;
        }
        // what it has processed and not committed
        route.crash();
        poll();
        if (comeback.released()) {
            close();
        } else {
            route.crash();
        }
        export = fenced.get();
        poll();
        route.expectAllCommitted("a poll of a fenced export");
        close();
    }

    private void takeOver() {
        openAnother().ifPresent(this::pollUnaware);
    }

    private void pollUnaware(Export old) {
        try {
            old.poll(() -> true);
        } catch (IOException | PositionException | TooManyFailedException | InterruptedException | VirtualMachineError
                 | AssertionError e) {
            // being fenced is what it is here for
        } finally {
            // an answer that it had is none that the new one has had
            answersBefore = tenant.datedAnswers();
            old.close();
            route.crash();
        }
    }

    private void replay() {
        forEachFailed(export.operatorActions()::replay);
    }

    /** What will never be well-formed. */
    private void giveUpMalformed() {
        forEachFailed(localId -> {
            if (ScriptedTenant.isMalformed(localId)) {
                export.operatorActions().discard(localId);
            }
        });
    }

    private void discard() {
        forEachFailed(localId -> {
            boolean known = true;
            try {
                export.operatorActions().discard(localId);
            } catch (IllegalArgumentException e) {
                known = false;
            } finally {
                // when the commit fails it is discarded with the next one, and when the process crashes perhaps
                if (known && !isTriedAgainFirst(localId) && !ScriptedTenant.isMalformed(localId)) {
                    route.discarded(localId);
                }
            }
        });
    }

    /** A record that has changed since its last attempt; which attempt that was is known when all is committed. */
    private boolean isTriedAgainFirst(String localId) {
        return export.view().failed().stream().anyMatch(failed -> failed.localId().equals(localId) && failed.hasChanged());
    }

    private void forEachFailed(Consumer<String> action) {
        for (FailedRecord failed : export.view().failed()) {
            try {
                action.accept(failed.localId());
            } catch (PositionException | IllegalArgumentException | VirtualMachineError | AssertionError e) {
                // it could not be committed, or it has succeeded and only the commit of that had failed
            }
        }
    }

    private void becomeQuiet() {
        mishap.arm(Trouble.NONE, 1);
        route.heal();
        tenant.catchUp();
        int quiet = 0;
        for (int polls = 0; quiet < QUIET_POLLS; polls++) {
            if (polls == MAX_POLLS_UNTIL_QUIET) {
                violations.add("not quiet after " + polls + " polls");
                return;
            }
            tenant.pass(Setup.RETRY_DELAY);
            quiet = poll() && export.view().failed().isEmpty() ? quiet + 1 : 0;
            replay();
            giveUpMalformed();
        }
        close();
        route.expectAllCommitted("the last stop");
        route.expectProcessed(tenant.owed());
    }
}

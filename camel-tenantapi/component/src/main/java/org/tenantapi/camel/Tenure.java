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
package org.tenantapi.camel;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tenantapi.camel.internal.export.Export;
import org.tenantapi.camel.internal.management.ExportPlug;
import org.tenantapi.camel.position.PositionException;
import org.tenantapi.camel.position.PositionFencedException;
import org.tenantapi.camel.position.PositionRefusedException;

/**
 * The export of a consumer that runs, from one poll to the next: opened when it could not be before, and opened anew
 * when another owner has had its position meanwhile. Each time it is another export, with an epoch of its own and the
 * position as it is then. Only {@link #isAnswered()} and {@link #isRunning()} may be asked by a thread that does not
 * poll.
 */
final class Tenure {

    private static final Logger LOG = LoggerFactory.getLogger(Tenure.class);

    /** Opens an export and shows it, or takes it away. */
    interface Stage {

        Export open();

        void show(Export opened);

        void clear();

        /** Decides when one that is fenced may come again. */
        Comeback comeback();
    }

    private final ExportPlug plug;
    private final Stage stage;
    private volatile @Nullable Export export;
    /** why there is no export although there should be one */
    private volatile @Nullable PositionException absence;
    /** while another owner has the position */
    private @Nullable Comeback comeback;

    Tenure(ExportPlug plug, Stage stage) {
        this.plug = plug;
        this.stage = stage;
    }

    /**
     * Opens the export. If the store cannot be reached now, or another process has the position, it is opened by a
     * later poll.
     *
     * @throws PositionRefusedException if no later poll could
     */
    void begin() {
        try {
            open();
        } catch (PositionRefusedException e) {
            throw e;
        } catch (PositionException e) {
            LOG.warn("{} starts without its position, and tries to open it again at each poll: {}", plug, e.getMessage());
        }
    }

    /** Whether there is one whose server has answered a poll. */
    boolean isAnswered() {
        Export running = export;
        return running != null && running.view().isAnswered();
    }

    boolean isRunning() {
        return export != null || absence != null;
    }

    /**
     * The export to poll with, opened if need be. One that is fenced comes again until its position may be taken back.
     *
     * @throws PositionException why there is none
     */
    Export atPoll() {
        Export running = export;
        PositionException why = absence;
        if (running != null && !running.isFenced()) {
            return running;
        }
        boolean taken = running != null || why instanceof PositionFencedException || why instanceof PositionRefusedException;
        // opening takes it from its owner: not without a reason
        if (taken && !mayTakeIt()) {
            if (running != null) {
                return running;
            }
            throw Objects.requireNonNull(why);
        }
        if (taken) {
            LOG.info("{} takes its position back: the owner that had taken it has released it, or stands still", plug);
        }
        try {
            close();
        } catch (RuntimeException e) {
            LOG.warn("{}: cannot close the export that was fenced", plug, e);
        }
        return open();
    }

    private boolean mayTakeIt() {
        if (comeback == null) {
            comeback = stage.comeback();
        }
        return comeback.isDue();
    }

    private Export open() {
        comeback = null;
        try {
            Export opened = stage.open();
            stage.show(opened);
            export = opened;
            absence = null;
            return opened;
        } catch (RuntimeException | Error e) {
            // the next poll tries again after each of them
            absence = e instanceof PositionException known ? known : new PositionException("Cannot open the export: " + e, e);
            plug.failed(e);
            throw e;
        }
    }

    private void close() {
        Export closing = export;
        if (closing == null) {
            return;
        }
        try {
            closing.close();
        } finally {
            stage.clear();
            export = null;
        }
    }

    /** Gives the position up, if it has it. */
    void end() {
        if (!isRunning()) {
            // why it could not be started stays to be seen
            return;
        }
        absence = null;
        comeback = null;
        if (export == null) {
            stage.clear();
        } else {
            close();
        }
    }
}

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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A position whose file this process has locked.
 */
final class OwnedPositionFile implements OwnedPosition {

    private static final Logger LOG = LoggerFactory.getLogger(OwnedPositionFile.class);

    private static final long COMPACT_FROM = 256 * 1024;
    private static final int COMPACT_FACTOR = 4;

    private final String key;
    private final Path path;
    private final PositionLock lock;
    private final PositionJournal journal;
    private final Position position = new Position();
    private final long epoch;
    private long compactedLength;

    private OwnedPositionFile(String key, Path path, PositionLock lock, Disk disk) throws IOException {
        this.key = key;
        this.path = path;
        this.lock = lock;
        this.epoch = read() + 1;
        this.journal = new PositionJournal(path, key, disk);
        compact();
    }

    /**
     * @throws PositionException if another process or consumer has the position, or its file is damaged
     */
    static OwnedPositionFile open(String key, Path path, Disk disk) throws IOException {
        PositionLock lock = PositionLock.take(key, path.resolveSibling(path.getFileName() + ".lock"));
        try {
            return new OwnedPositionFile(key, path, lock, disk);
        } catch (Throwable e) {
            lock.close();
            throw e;
        }
    }

    /** The epoch of the last owner, 0 if there was none. */
    private long read() throws IOException {
        long[] lastEpoch = { 0 };
        try {
            @Nullable
            String missing = new JournalReader(path, key).read(entry -> {
                position.apply(entry.change());
                lastEpoch[0] = entry.epoch();
            });
            if (missing != null) {
                LOG.warn("The position file {} is truncated, as after a crash: {}."
                         + " Records that were finished by what it lacks are exported again.",
                        path, missing);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("{} is made anew", path);
        }
        return lastEpoch[0];
    }

    @Override
    public Position position() {
        return position;
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public void commit(PositionChange change) {
        if (!lock.isHeld()) {
            throw new PositionException("The position of " + key + " has been released: open it again to commit to it.");
        }
        try {
            requireInPlace();
            journal.append(new PositionCodec.Entry(epoch, change));
        } catch (IOException e) {
            throw new PositionException(
                    "Cannot write the position of " + key + " to " + path + ": " + FilePositionStore.reason(e)
                                        + ". What was delivered since the last commit may be exported again after a restart.",
                    e);
        }
        position.apply(change);
        if (journal.length() > Math.max(COMPACT_FROM, COMPACT_FACTOR * compactedLength)) {
            try {
                compact();
            } catch (IOException e) {
                // what is committed is in the file all the same
                LOG.warn("Cannot shorten the position file {}, which is tried again at the next commit: {}", path,
                        FilePositionStore.reason(e));
            }
        }
    }

    @Override
    public void reset(Instant mark) {
        Position after = new Position();
        after.apply(position.asChange());
        after.reset(mark);
        try {
            requireInPlace();
            journal.writeAnew(new PositionCodec.Entry(epoch, after.asChange()));
        } catch (IOException e) {
            throw new PositionException(
                    "Cannot write the position of " + key + " to " + path + ": " + FilePositionStore.reason(e), e);
        }
        compactedLength = journal.length();
        position.reset(mark);
    }

    /**
     * A file that was deleted or replaced takes commits all the same, and nothing reads them any more.
     */
    private void requireInPlace() throws IOException {
        if (!journal.isInPlace()) {
            if (Files.notExists(path)) {
                throw removed("position file " + path);
            }
            long[] newEpoch = { 0 };
            new JournalReader(path, key).read(entry -> newEpoch[0] = entry.epoch());
            if (newEpoch[0] > epoch) {
                throw new PositionFencedException(key, epoch, newEpoch[0]);
            }
            throw removed("position file " + path + " has been replaced by another one, and the former");
        }
        if (!lock.isInPlace()) {
            throw removed("lock file " + lock.path());
        }
    }

    private PositionException removed(String what) {
        return new PositionException(
                "The " + what + " has been removed while the position of " + key
                                     + " was in use. Nothing more is exported, as it could not be recorded, or another process could"
                                     + " export the same. Bring the file back if there is a copy, and restart the route.");
    }

    private void compact() throws IOException {
        journal.writeAnew(new PositionCodec.Entry(epoch, position.asChange()));
        compactedLength = journal.length();
    }

    @Override
    public void close() {
        try {
            journal.close();
        } catch (IOException e) {
            LOG.warn("Cannot close the position file {}: {}", path, FilePositionStore.reason(e));
        } finally {
            lock.close();
        }
    }
}

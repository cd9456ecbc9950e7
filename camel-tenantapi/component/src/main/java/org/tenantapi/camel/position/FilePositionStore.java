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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each position in a file of its own in one directory: a journal that grows by the size of each commit, forced to
 * the disk before a commit returns, and written anew when it has become long. A lock file keeps a second process away.
 * Files are readable by their owner only.
 */
public final class FilePositionStore implements PositionStore {

    private static final Logger LOG = LoggerFactory.getLogger(FilePositionStore.class);

    private static final long COMPACT_FROM = 256 * 1024;
    private static final int COMPACT_FACTOR = 4;
    private static final int MAX_READABLE_NAME = 100;

    private final Path directory;
    private final Disk disk;

    /**
     * @param directory made when it is missing
     */
    public FilePositionStore(Path directory) {
        this(directory, Disk.REAL);
    }

    FilePositionStore(Path directory, Disk disk) {
        this.directory = Objects.requireNonNull(directory, "directory");
        this.disk = disk;
    }

    @Override
    public OwnedPosition open(String key) {
        Path path = file(key);
        @Nullable
        PositionLock lock = null;
        try {
            PrivateFiles.createDirectories(directory);
            lock = PositionLock.take(key, path.resolveSibling(path.getFileName() + ".lock"));
            return new Ownership(key, path, lock, disk);
        } catch (IOException e) {
            release(lock);
            throw new PositionRefusedException(
                    "Cannot open the position of " + key + " in " + path + ": " + reason(e)
                                               + ". Check that the directory exists or can be made, and that this process may read and write it.",
                    e);
        } catch (Throwable e) {
            release(lock);
            throw e;
        }
    }

    /** Its lock keeps a second owner away: a position that can be opened is free. */
    @Override
    public PositionOwner owner(String key) {
        return new PositionOwner(0, 0, true);
    }

    @Override
    public Position read(String key) {
        Position position = new Position();
        Path path = file(key);
        try {
            PositionJournal.read(path, key, entry -> position.apply(entry.change()));
        } catch (NoSuchFileException e) {
            LOG.debug("There is no {}", path);
        } catch (IOException e) {
            throw new PositionException("Cannot read the position of " + key + " in " + path + ": " + reason(e), e);
        }
        return position;
    }

    /**
     * The file that holds, or would hold, the position of this key.
     */
    public Path file(String key) {
        String readable = key.replaceAll("[^A-Za-z0-9.-]+", "_");
        if (readable.length() > MAX_READABLE_NAME) {
            readable = readable.substring(0, MAX_READABLE_NAME);
        }
        // two keys may look alike once made readable
        String distinct = Fingerprint.of(key.getBytes(StandardCharsets.UTF_8)).toString().substring(0, 8);
        return directory.resolve(readable + "-" + distinct + ".position");
    }

    private static void release(@Nullable PositionLock lock) {
        if (lock == null) {
            return;
        }
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("Cannot release the lock of a position: {}", reason(e));
        }
    }

    private static String reason(IOException e) {
        // the message of a FileSystemException is often just the path
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private static final class Ownership implements OwnedPosition {

        private final String key;
        private final Path path;
        private final PositionLock lock;
        private final PositionJournal journal;
        private final Position position = new Position();
        private final long epoch;
        private long compactedLength;

        private Ownership(String key, Path path, PositionLock lock, Disk disk) throws IOException {
            this.key = key;
            this.path = path;
            this.lock = lock;
            this.epoch = read() + 1;
            this.journal = new PositionJournal(path, key, disk);
            compact();
        }

        /** The epoch of the last owner, 0 if there was none. */
        private long read() throws IOException {
            long[] lastEpoch = { 0 };
            try {
                @Nullable
                String missing = PositionJournal.read(path, key, entry -> {
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
                        "Cannot write the position of " + key + " to " + path + ": " + reason(e)
                                            + ". What was delivered since the last commit may be exported again after a restart.",
                        e);
            }
            position.apply(change);
            if (journal.length() > Math.max(COMPACT_FROM, COMPACT_FACTOR * compactedLength)) {
                try {
                    compact();
                } catch (IOException e) {
                    // what is committed is in the file all the same
                    LOG.warn("Cannot shorten the position file {}: {}", path, reason(e));
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
                throw new PositionException("Cannot write the position of " + key + " to " + path + ": " + reason(e), e);
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
                PositionJournal.read(path, key, entry -> newEpoch[0] = entry.epoch());
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
                LOG.warn("Cannot close the position file {}: {}", path, reason(e));
            } finally {
                release(lock);
            }
        }
    }
}

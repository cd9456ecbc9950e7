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
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each position in a file of its own in one directory: a journal that grows by the size of each commit, forced to
 * the disk before a commit returns, and written anew when it has become long. A lock file keeps a second process away.
 * Files are readable by their owner only.
 */
public final class FilePositionStore implements PositionStore {

    private static final Logger LOG = LoggerFactory.getLogger(FilePositionStore.class);

    private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final long COMPACT_FROM = 256 * 1024;
    private static final int COMPACT_FACTOR = 4;
    private static final int LONGEST_READABLE_NAME = 100;

    private final Path directory;

    /**
     * @param directory made when it is missing
     */
    public FilePositionStore(Path directory) {
        this.directory = Objects.requireNonNull(directory, "directory");
    }

    @Override
    public OwnedPosition open(String key) {
        Path path = file(key);
        FileLock lock = null;
        try {
            Files.createDirectories(directory, privateTo("rwx------"));
            lock = lock(key, path.resolveSibling(path.getFileName() + ".lock"));
            return new Ownership(key, path, lock);
        } catch (IOException e) {
            release(lock);
            throw new PositionException(
                    "Cannot open the position of " + key + " in " + path + ": " + reason(e)
                                        + ". Check that the directory exists or can be made, and that this process may read and write it.",
                    e);
        } catch (PositionException e) {
            release(lock);
            throw e;
        }
    }

    /**
     * The file that holds, or would hold, the position of this key.
     */
    public Path file(String key) {
        String readable = key.replaceAll("[^A-Za-z0-9.-]+", "_");
        if (readable.length() > LONGEST_READABLE_NAME) {
            readable = readable.substring(0, LONGEST_READABLE_NAME);
        }
        // two keys may look alike once made readable
        String distinct = Fingerprint.of(key.getBytes(StandardCharsets.UTF_8)).toString().substring(0, 8);
        return directory.resolve(readable + "-" + distinct + ".position");
    }

    private static FileLock lock(String key, Path path) throws IOException {
        createPrivate(path);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new PositionException(
                    "The position of " + key + " is in use by another consumer of this process (lock " + path
                                        + "). Give each consumer a positionKey or a stateDirectory of its own.");
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new PositionException(
                "The position of " + key + " is in use by another process (lock " + path
                                    + "). Only one may export with it at a time: stop the other one, or use a stateDirectory of its own.");
    }

    private static void release(FileLock lock) {
        if (lock == null) {
            return;
        }
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            LOG.warn("Cannot release the lock of a position: {}", reason(e));
        }
    }

    private static void createPrivate(Path path) throws IOException {
        if (!Files.exists(path)) {
            Files.createFile(path, privateTo("rw-------"));
        }
    }

    private static FileAttribute<?>[] privateTo(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
                : new FileAttribute<?>[0];
    }

    private static void force(Path directory) throws IOException {
        if (!POSIX) {
            // Windows neither needs it nor opens a directory
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static String reason(IOException e) {
        // the message of a FileSystemException is often just the path
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private static final class Ownership implements OwnedPosition {

        private final String key;
        private final Path path;
        private final FileLock lock;
        private final Position position = new Position();
        private final long epoch;
        private PositionJournal journal;
        private long compactedLength;

        private Ownership(String key, Path path, FileLock lock) throws IOException {
            this.key = key;
            this.path = path;
            this.lock = lock;
            long[] lastEpoch = { 0 };
            if (Files.exists(path)) {
                PositionJournal.Content content = PositionJournal.read(path, key, entry -> {
                    position.apply(entry.change());
                    lastEpoch[0] = entry.epoch();
                });
                if (content.tornBytes() > 0) {
                    LOG.warn("The last commit to {} had not been written completely ({} bytes of it are dropped):"
                             + " the records that it would have finished are exported again",
                            path, content.tornBytes());
                }
            }
            this.epoch = lastEpoch[0] + 1;
            writeAnew();
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
            try {
                journal.append(new PositionCodec.Entry(epoch, change));
            } catch (IOException e) {
                throw new PositionException(
                        "Cannot write the position of " + key + " to " + path + ": " + reason(e)
                                            + ". Nothing was committed; what was delivered since the last commit is exported again after a restart.",
                        e);
            }
            position.apply(change);
            if (journal.length() > Math.max(COMPACT_FROM, COMPACT_FACTOR * compactedLength)) {
                try {
                    writeAnew();
                } catch (IOException e) {
                    // the journal is whole as it is, only longer than need be
                    LOG.warn("Cannot shorten the position file {}: {}", path, reason(e));
                }
            }
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

        private void writeAnew() throws IOException {
            Path fresh = path.resolveSibling(path.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            createPrivate(fresh);
            PositionJournal.create(fresh, key, new PositionCodec.Entry(epoch, position.asChange()));
            long length = 0;
            if (journal != null) {
                length = journal.length();
                journal.close();
            }
            try {
                Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                length = Files.size(path);
                compactedLength = length;
                force(path.getParent());
            } finally {
                if (length > 0) {
                    // the old file when the move failed: it is as whole as before
                    journal = PositionJournal.append(path, length);
                }
            }
        }
    }
}

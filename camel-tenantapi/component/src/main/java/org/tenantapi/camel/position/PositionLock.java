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
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock that keeps other processes, and other consumers of this one, away from the file of a position. The operating
 * system releases it when the process ends, however that comes.
 */
final class PositionLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PositionLock.class);

    /**
     * On POSIX a process that closes any channel on a file loses its locks on that file. So one that is locked here
     * must not even be opened a second time.
     */
    private static final Set<Path> LOCKED_HERE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;
    private final FileIdentity identity;
    private final AtomicBoolean held = new AtomicBoolean(true);

    private PositionLock(Path path, FileChannel channel, FileIdentity identity) {
        this.path = path;
        this.channel = channel;
        this.identity = identity;
    }

    /**
     * @param  file              the lock file, made when it is missing; it stays when the lock is released
     * @throws PositionException if another process or consumer has it
     */
    static PositionLock take(String key, Path file) throws IOException {
        PrivateFiles.createIfMissing(file);
        Path path = file.toRealPath();
        if (!LOCKED_HERE.add(path)) {
            throw usedHere(key, path);
        }
        @Nullable
        FileChannel channel = null;
        @Nullable
        FileLock lock = null;
        @Nullable
        FileIdentity identity = null;
        try {
            channel = FileChannel.open(path, StandardOpenOption.WRITE);
            identity = FileIdentity.of(path);
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // the same classes, loaded a second time in this process
            throw usedHere(key, path);
        } finally {
            if (lock == null) {
                if (channel != null) {
                    channel.close();
                }
                LOCKED_HERE.remove(path);
            }
        }
        refuseUnlessLocked(lock, key, path);
        return new PositionLock(path, channel, identity);
    }

    private static void refuseUnlessLocked(FileLock lock, String key, Path path) {
        if (lock == null) {
            throw new PositionException(
                    "The position of " + key + " is in use by another process (lock " + path
                                        + "). Only one may export with it at a time: stop the other one, or use a stateDirectory of its own.");
        }
    }

    private static PositionException usedHere(String key, Path path) {
        return new PositionException(
                "The position of " + key + " is in use by another consumer of this process (lock " + path
                                     + "). Give each consumer a positionKey or a stateDirectory of its own.");
    }

    /** Whether it keeps others away: if the lock file has been removed, they lock one of their own. */
    boolean isInPlace() throws IOException {
        return identity.isStillAt(path);
    }

    Path path() {
        return path;
    }

    boolean isHeld() {
        return held.get();
    }

    @Override
    public void close() {
        // once only: the next owner in this process takes it with the same name
        if (held.compareAndSet(true, false)) {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.warn("Cannot release the lock {} of a position: {}", path, FilePositionStore.reason(e));
            } finally {
                LOCKED_HERE.remove(path);
            }
        }
    }
}

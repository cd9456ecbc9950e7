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
        try {
            PrivateFiles.createDirectories(directory);
            return OwnedPositionFile.open(key, path, disk);
        } catch (IOException e) {
            throw new PositionRefusedException(
                    "Cannot open the position of " + key + " in " + path + ": " + reason(e)
                                               + ". Check that the directory exists or can be made, and that this process may read and write it.",
                    e);
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
            new JournalReader(path, key).read(entry -> position.apply(entry.change()));
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

    static String reason(IOException e) {
        // the message of a FileSystemException is often just the path
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}

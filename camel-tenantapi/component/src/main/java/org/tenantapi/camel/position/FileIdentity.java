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
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The identity of a file, which tells it from another one that has taken its name: a file that was deleted still takes
 * what is written to it.
 *
 * @param key missing on Windows, which keeps a file that is open from being deleted or replaced
 */
record FileIdentity(@Nullable Object key) {

    static FileIdentity of(Path path) throws IOException {
        return new FileIdentity(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    }

    /** Whether the file of this name is still this one. It costs one look at the attributes of the file. */
    boolean isStillAt(Path path) throws IOException {
        try {
            return Objects.equals(of(path).key, key);
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}

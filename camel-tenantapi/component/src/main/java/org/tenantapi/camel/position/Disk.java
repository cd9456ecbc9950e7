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
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * Puts on the disk what the operating system may still hold back, so that a power failure does not take it away.
 */
interface Disk {

    Disk REAL = new Disk() {
        @Override
        public void force(Path path, RandomAccessFile file) throws IOException {
            file.getFD().sync();
        }

        @Override
        public void forceDirectory(Path directory) throws IOException {
            PrivateFiles.forceDirectory(directory);
        }
    };

    /** What the file holds. */
    void force(Path path, RandomAccessFile file) throws IOException;

    /** Which files the directory has. */
    void forceDirectory(Path directory) throws IOException;
}

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

import java.io.Serializable;

import org.tenantapi.camel.internal.export.RecordVersion;

/**
 * The text of {@link TenantApiConstants#VERSION_ID}, made when it is asked for: its digest costs more than all the rest
 * of a delivery, and most routes never look at it.
 */
final class VersionId implements CharSequence, Serializable {

    private final transient RecordVersion version;

    VersionId(RecordVersion version) {
        this.version = version;
    }

    @Override
    public int length() {
        return toString().length();
    }

    @Override
    public char charAt(int index) {
        return toString().charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return toString().subSequence(start, end);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionId id && toString().equals(id.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return version.localId() + "/" + version.envelope().lastModified() + "/" + version.identity().content();
    }

    private Object writeReplace() {
        return toString();
    }
}

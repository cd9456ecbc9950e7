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
package org.tenantapi.camel.imports;

/**
 * How many records of a batch have which outcome so far. They add up: no record is without one. Here, and nowhere else,
 * the outcomes become the terms that the platform counts a transfer in: considered = delivered + failed + ignored.
 */
public record ImportCounts(long created, long updated, long unchanged, long rejected, long unknown) {

    /** Before the first record. */
    public static final ImportCounts NONE = new ImportCounts(0, 0, 0, 0, 0);

    /** All records that have an outcome. */
    public long considered() {
        return delivered() + failed() + ignored();
    }

    /** Those that were sent and are in. */
    public long delivered() {
        return created + updated;
    }

    /** Those that were in before just as they were to be sent. */
    public long ignored() {
        return unchanged;
    }

    /** Those that are not known to be in. */
    public long failed() {
        return rejected + unknown;
    }

    /** Both together. */
    public ImportCounts plus(ImportCounts other) {
        return new ImportCounts(
                created + other.created, updated + other.updated, unchanged + other.unchanged, rejected + other.rejected,
                unknown + other.unknown);
    }

    ImportCounts plusOne(ImportOutcome.Status status) {
        return plus(switch (status) {
            case CREATED -> new ImportCounts(1, 0, 0, 0, 0);
            case UPDATED -> new ImportCounts(0, 1, 0, 0, 0);
            case UNCHANGED -> new ImportCounts(0, 0, 1, 0, 0);
            case REJECTED -> new ImportCounts(0, 0, 0, 1, 0);
            case UNKNOWN -> new ImportCounts(0, 0, 0, 0, 1);
        });
    }

    /** For a log. */
    @Override
    public String toString() {
        return considered() + " considered, " + created + " created, " + updated + " updated, " + unchanged + " unchanged, "
               + rejected + " rejected, " + unknown + " unknown";
    }
}

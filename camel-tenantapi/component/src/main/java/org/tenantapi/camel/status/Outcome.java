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
package org.tenantapi.camel.status;

import java.util.Locale;

/**
 * What became of one record, and how the platform counts that: as delivered, failed or ignored.
 */
public enum Outcome {
    /** The route processed the record. */
    DELIVERED(Direction.EXPORT, Kind.DELIVERED),
    /** The route failed, or the record lacks a localId or a lastModified. */
    FAILED(Direction.EXPORT, Kind.FAILED),
    /** This version was delivered before, and met again within the overlap. */
    DUPLICATE(Direction.EXPORT, Kind.IGNORED),
    /** A producer of the same Connection had written this version. */
    OWN_WRITE(Direction.EXPORT, Kind.IGNORED),
    /** This version has failed and waits for its next attempt, or is in quarantine. */
    WAITING(Direction.EXPORT, Kind.IGNORED),
    /** The record is older than the server was asked for. */
    OLDER(Direction.EXPORT, Kind.IGNORED),
    /** The record is in the Tenant, and was not there before. */
    CREATED(Direction.IMPORT, Kind.DELIVERED),
    /** The record is in the Tenant, and was, or may have been, there before. */
    UPDATED(Direction.IMPORT, Kind.DELIVERED),
    /** The record was in the Tenant just as it was to be sent. */
    UNCHANGED(Direction.IMPORT, Kind.IGNORED),
    /** The server refused the record, or it was not sent. */
    REJECTED(Direction.IMPORT, Kind.FAILED),
    /** The record was sent, and whether it is in the Tenant is not known. */
    UNKNOWN(Direction.IMPORT, Kind.FAILED);

    /** The platform's terms: considered = delivered + failed + ignored. */
    enum Kind {
        DELIVERED,
        FAILED,
        IGNORED
    }

    private final Direction direction;
    private final Kind kind;

    Outcome(Direction direction, Kind kind) {
        this.direction = direction;
        this.kind = kind;
    }

    public Direction direction() {
        return direction;
    }

    Kind kind() {
        return kind;
    }

    /**
     * Its name in logs and meters, such as {@code own-write}.
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

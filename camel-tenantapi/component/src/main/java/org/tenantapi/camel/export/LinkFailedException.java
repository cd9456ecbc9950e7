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
package org.tenantapi.camel.export;

import org.tenantapi.camel.client.Printable;

/**
 * A record was delivered, but the remoteId that the route gave it could not be written to the platform. Only that is
 * tried again: the record is not delivered a second time.
 */
public class LinkFailedException extends RuntimeException {

    private final String remoteId;

    public LinkFailedException(String localId, String remoteId, Throwable cause) {
        super("Record " + Printable.of(localId) + " was delivered, but could not be linked to the remoteId "
              + Printable.of(remoteId) + ": "
              + cause.getMessage(), cause);
        this.remoteId = remoteId;
    }

    String remoteId() {
        return remoteId;
    }
}

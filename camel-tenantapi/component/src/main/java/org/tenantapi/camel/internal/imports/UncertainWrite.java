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
package org.tenantapi.camel.internal.imports;

import java.util.Optional;

import org.tenantapi.camel.client.TenantApiConflictException;
import org.tenantapi.camel.client.TenantApiException;
import org.tenantapi.camel.client.TenantApiRejectedException;
import org.tenantapi.camel.imports.OutcomeUnknownException;
import org.tenantapi.camel.internal.client.TenantApiClient;
import org.tenantapi.camel.internal.imports.json.OutgoingRecord;

/**
 * A write whose answer may be lost. Where it is, the server is asked what it shows before anything is written again;
 * where that does not clear it up, the outcome is unknown. For one request.
 */
abstract class UncertainWrite {

    final ImportRequest request;
    final OutgoingRecord record;
    private final TenantApiClient client;

    UncertainWrite(TenantApiClient client, ImportRequest request, OutgoingRecord record) {
        this.client = client;
        this.request = request;
        this.record = record;
    }

    /** Writes, each time anew. */
    abstract ImportResult write();

    /**
     * Looks what became of a write.
     *
     * @return                         what the server shows, if it shows what was sent; empty if it shows that writing
     *                                 once more does no harm
     * @throws OutcomeUnknownException if it shows neither
     */
    abstract Optional<ImportResult> look();

    /**
     * @throws TenantApiException      if the write was certainly not carried out
     * @throws OutcomeUnknownException if it is not known whether it was written
     */
    final ImportResult execute() {
        TenantApiException lost = null;
        for (int retries = 0;; retries++) {
            TenantApiException failure;
            try {
                return write();
            } catch (TenantApiException e) {
                failure = e;
            }
            if (failure.isAmbiguous()) {
                lost = failure;
            } else if (lost == null) {
                return ownBehind(failure);
            }
            boolean again = failure.isAmbiguous() && mayTryAgain(retries, failure);
            Optional<ImportResult> shown = look(lost);
            if (shown.isPresent()) {
                return shown.get();
            }
            if (!again) {
                // what the server refuses now it has refused before
                throw failure instanceof TenantApiRejectedException ? failure : unknown(lost, failure);
            }
        }
    }

    /** A conflict may be with what an attempt before wrote that was answered as refused. */
    private ImportResult ownBehind(TenantApiException refused) {
        if (!(refused instanceof TenantApiConflictException conflict && conflict.mayBeOwn())) {
            throw refused;
        }
        Optional<ImportResult> shown;
        try {
            shown = look();
        } catch (TenantApiException e) {
            throw unknown(refused, e);
        } catch (OutcomeUnknownException e) {
            // it is not as it was sent, so it is another one, as the server says
            throw refused;
        }
        return shown.orElseThrow(() -> refused);
    }

    /** The wait before it also gives the server time to end what it may still be doing. */
    private boolean mayTryAgain(int retries, TenantApiException lost) {
        try {
            return client.awaitRetry(retries, lost);
        } catch (TenantApiException e) {
            // being stopped: look, but write no more
            return false;
        }
    }

    private Optional<ImportResult> look(TenantApiException lost) {
        try {
            return look();
        } catch (TenantApiException e) {
            throw unknown(lost, e);
        }
    }

    private OutcomeUnknownException unknown(TenantApiException lost, TenantApiException last) {
        String behind = lost == last
                ? "The server does not show it (yet)." : "What came after it does not clear it up: " + last.getMessage();
        return unknown(record.toString(), lost, behind);
    }

    /** For a write that is not looked up, or whose look-up says nothing. */
    static OutcomeUnknownException unknown(String subject, TenantApiException lost, String behind) {
        return new OutcomeUnknownException(
                subject + " may have been written or not: its answer was lost (" + lost.getMessage() + "). " + behind
                                           + " Look it up in the Tenant before it is sent again.",
                lost);
    }
}

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
package org.tenantapi.camel.internal.client;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.tenantapi.camel.client.FailedRequest;

/**
 * A request that failed, judged by the status of its answer.
 */
record Failure(
        String method,
        String path,
        String tenant,
        String connectionId,
        AnswerHead head,
        String body,
        boolean sent,
        boolean sentBefore)
        implements
            FailedRequest {

    private static final int FORBIDDEN = 403;

    @Override
    public int status() {
        return head.status();
    }

    @Override
    public String reason() {
        return head.reason();
    }

    @Override
    public Map<String, String> headers() {
        return head.headers();
    }

    @Override
    public boolean isAmbiguous() {
        return sent && !isRead() && meaning().writeMayBeDone();
    }

    @Override
    public boolean isOfTheRecord() {
        return status() == FORBIDDEN || meaning().isOfTheRecord();
    }

    @Override
    public Optional<Duration> retryAfter() {
        return RetryAfter.of(headers());
    }

    StatusMeaning meaning() {
        return StatusMeaning.of(this);
    }

    private boolean isRead() {
        return method.equals("GET");
    }
}

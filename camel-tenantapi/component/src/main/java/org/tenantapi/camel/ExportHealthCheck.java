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

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.support.ScheduledPollConsumerHealthCheck;
import org.tenantapi.camel.client.TenantApiException;
import org.tenantapi.camel.export.ExportStatus;

/**
 * The health check of an export Plug. It tells what {@link ExportHealth} makes of the status, and the status.
 */
final class ExportHealthCheck extends ScheduledPollConsumerHealthCheck {

    private final TenantApiConsumer consumer;

    ExportHealthCheck(TenantApiConsumer consumer, String id) {
        super(consumer, id);
        this.consumer = consumer;
    }

    @Override
    public Result call(Map<String, Object> options) {
        Kind kind = (Kind) options.getOrDefault(CHECK_KIND, Kind.ALL);
        ExportStatus status = consumer.status();
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this);
        result.detail(CHECK_KIND, kind.name());
        result.detail("route.id", consumer.getRouteId());
        result.detail("plug", consumer.getPlug());
        result.detail("positionKey", consumer.getPositionKey());
        StatusFields.flat(StatusFields.of(status, Instant.now())).forEach(result::detail);
        if (!isEnabled()) {
            return result.message("Disabled").detail(CHECK_ENABLED, false).unknown().build();
        }
        Optional<String> trouble = consumer.trouble(status);
        if (trouble.isEmpty() && kind == Kind.READINESS && status.answered() == null) {
            trouble = Optional.of("The server has not answered yet.");
        }
        if (trouble.isEmpty()) {
            return result.up().build();
        }
        result.down().message(consumer.getPlug() + " of " + consumer.getPositionKey() + ": " + trouble.get());
        result.detail(FAILURE_ERROR_COUNT, consumer.getErrorCounter());
        if (status.error() != null) {
            result.error(status.error());
        }
        if (status.error() instanceof TenantApiException answered && answered.getHttpResponseCode() > 0) {
            result.detail(HTTP_RESPONSE_CODE, answered.getHttpResponseCode());
        }
        return result.build();
    }
}

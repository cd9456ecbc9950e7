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
package org.tenantapi.camel.internal.management;

import java.util.Map;
import java.util.Optional;

import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.tenantapi.camel.client.TenantApiException;
import org.tenantapi.camel.status.PlugStatus;

/**
 * The health check of a Plug: the judgement of {@link PlugHealth}, with the status as details.
 */
final class PlugHealthCheck implements HealthCheck {

    private final Plug plug;
    private final String id;
    private volatile boolean enabled = true;

    PlugHealthCheck(Plug plug, String id) {
        this.plug = plug;
        this.id = id;
    }

    @Override
    public String getGroup() {
        return "camel";
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public Result call(Map<String, Object> options) {
        Kind kind = (Kind) options.getOrDefault(CHECK_KIND, Kind.ALL);
        PlugStatus status = plug.status();
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this);
        result.detail(CHECK_KIND, kind.name());
        if (plug.routeId() != null) {
            result.detail("route.id", plug.routeId());
        }
        StatusFields.flat(StatusFields.of(plug, status)).forEach(result::detail);
        if (!enabled) {
            return result.message("Disabled").detail(CHECK_ENABLED, false).unknown().build();
        }
        Optional<String> problem = plug.problem(status);
        if (problem.isEmpty() && kind == Kind.READINESS && !plug.isReady(status)) {
            problem = Optional.of("The server has not answered yet.");
        }
        if (problem.isEmpty()) {
            return result.up().build();
        }
        result.down().message(plug + ": " + problem.get());
        if (plug.errorCounter() != null) {
            result.detail(FAILURE_ERROR_COUNT, plug.errorCounter());
        }
        Throwable failure = status.errors().failure();
        if (failure != null) {
            result.error(failure);
        }
        if (failure instanceof TenantApiException answered && answered.getHttpResponseCode() > 0) {
            result.detail(HTTP_RESPONSE_CODE, answered.getHttpResponseCode());
        }
        return result.build();
    }
}

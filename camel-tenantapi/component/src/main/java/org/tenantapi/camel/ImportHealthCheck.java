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

import java.util.Map;
import java.util.Optional;

import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.tenantapi.camel.imports.ImportStatus;

/**
 * The health check of an import Plug. It tells what {@link ImportHealth} makes of its requests, and the status.
 */
final class ImportHealthCheck implements HealthCheck {

    private final ImportPlug plug;
    private volatile boolean enabled = true;

    ImportHealthCheck(ImportPlug plug) {
        this.plug = plug;
    }

    @Override
    public String getGroup() {
        return "camel";
    }

    @Override
    public String getId() {
        return "producer:tenantapi-" + plug.name() + "-" + plug.tenant() + "-" + plug.connectionId();
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
        ImportStatus status = plug.status();
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this);
        result.detail(CHECK_KIND, ((Kind) options.getOrDefault(CHECK_KIND, Kind.ALL)).name());
        result.detail("plug", plug.name());
        result.detail("tenant", plug.tenant());
        result.detail("connectionId", plug.connectionId());
        StatusFields.flat(StatusFields.of(status)).forEach(result::detail);
        if (!enabled) {
            return result.message("Disabled").detail(CHECK_ENABLED, false).unknown().build();
        }
        Optional<ImportHealth> trouble = plug.trouble(status);
        if (trouble.isEmpty()) {
            return result.up().build();
        }
        result.down().message(plug + ": " + trouble.get().reason()).error(trouble.get().error());
        if (trouble.get().error().getHttpResponseCode() > 0) {
            result.detail(HTTP_RESPONSE_CODE, trouble.get().error().getHttpResponseCode());
        }
        return result.build();
    }
}

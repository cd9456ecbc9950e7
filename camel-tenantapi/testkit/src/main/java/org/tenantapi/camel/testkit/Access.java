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
package org.tenantapi.camel.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;

/**
 * Who a request comes from: HTTP Basic in UTF-8 (RFC 7617), the tenant, and the connection whose remoteIds it works
 * with.
 */
final class Access {

    private static final String SCHEME = "Basic ";

    private final Map<String, SimulatedTenant> tenants;

    record Caller(SimulatedTenant tenant, String connectionId) {
    }

    Access(ConcurrentMap<String, SimulatedTenant> tenants) {
        this.tenants = tenants;
    }

    /** @throws Refusal (401, 403) when the request may not come in */
    Caller admit(ApiRequest request) {
        String credentials = request.authorization().map(Access::decoded).orElseThrow(Refusal::unauthorized);
        int colon = credentials.indexOf(':');
        if (colon < 0) {
            throw Refusal.unauthorized();
        }
        String name = credentials.substring(0, colon);
        String password = credentials.substring(colon + 1);
        List<SimulatedTenant> open = tenants.values().stream().filter(tenant -> tenant.admits(name, password)).toList();
        if (open.isEmpty()) {
            throw Refusal.unauthorized();
        }
        String code = request.header("X-Tenant").orElseThrow(() -> Refusal.forbidden("The header X-Tenant is missing"));
        SimulatedTenant tenant = open.stream().filter(candidate -> candidate.code().equals(code)).findFirst()
                .orElseThrow(() -> Refusal.forbidden("This user has no access to tenant " + code));
        String connectionId = request.header("X-ConnectionId")
                .orElseThrow(() -> Refusal.forbidden("The header X-ConnectionId is missing"));
        if (!tenant.hasConnection(connectionId)) {
            throw Refusal.forbidden("Tenant " + code + " has no connection " + connectionId);
        }
        return new Caller(tenant, connectionId);
    }

    private static String decoded(String authorization) {
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw Refusal.unauthorized();
        }
        try {
            byte[] credentials = Base64.getDecoder().decode(authorization.substring(SCHEME.length()).trim());
            return new String(credentials, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.unauthorized();
        }
    }
}

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

import java.util.List;
import java.util.function.Supplier;

import org.tenantapi.camel.testkit.Access.Caller;

/**
 * The Tenant API: a request and the state of the tenants in, an answer and the tenants' new state out. Knows no
 * sockets.
 */
final class TenantApi {

    private static final byte[] CONNECTION_TEST = Json.bytes(
            Json.newObject().put("defaultLanguage", "swe")
                    .set("defaultLanguage_iso", Json.newObject().put("iso639-1", "sv").put("iso639-3", "swe")));

    private final Access access;
    private final SimulatorClock clock;
    private final SimulatorSettings settings;

    TenantApi(Access access, SimulatorClock clock, SimulatorSettings settings) {
        this.access = access;
        this.clock = clock;
        this.settings = settings;
    }

    Answer answer(ApiRequest request) {
        try {
            Caller caller = access.admit(request);
            settings.rateLimit().ifPresent(limit -> limit.count(caller.tenant()));
            // a request sees and leaves the tenant's records whole, whatever the embedding program does meanwhile
            synchronized (caller.tenant().store()) {
                return route(request, caller);
            }
        } catch (Refusal refusal) {
            return refusal.answer();
        }
    }

    private Answer route(ApiRequest request, Caller caller) {
        List<String> path = PathSegments.of(request.seen().path()).orElseThrow(() -> unknownResource(request));
        if (path.isEmpty()) {
            return only("GET", request, () -> Answer.json(CONNECTION_TEST));
        }
        if (path.equals(List.of("log", "event"))) {
            return only("POST", request, () -> logEvents(request, caller));
        }
        if (!caller.tenant().store().knows(path.get(0))) {
            throw unknownResource(request);
        }
        RecordResource records = new RecordResource(request, caller, path.get(0), settings);
        return switch (path.size()) {
            case 1 -> switch (request.method()) {
                case "GET" -> records.list();
                case "POST" -> records.create();
                default -> throw Refusal.methodNotAllowed("GET, POST");
            };
            case 2 -> switch (request.method()) {
                case "GET" -> records.get(path.get(1));
                case "PUT" -> records.put(path.get(1));
                default -> throw Refusal.methodNotAllowed("GET, PUT");
            };
            case 3 -> switch (path.get(0) + "/" + path.get(2)) {
                case "order/shipment" -> only("POST", request, () -> records.addShipments(path.get(1)));
                case "file/data" -> only("PUT", request, () -> records.keepFileData(path.get(1)));
                default -> throw unknownResource(request);
            };
            default -> throw unknownResource(request);
        };
    }

    private Answer logEvents(ApiRequest request, Caller caller) {
        request.requireJson();
        Json.objects(request.body())
                .forEach(event -> caller.tenant().log(new LoggedEvent(caller.connectionId(), clock.now(), event)));
        return Answer.empty(204);
    }

    private static Answer only(String method, ApiRequest request, Supplier<Answer> answer) {
        if (!request.method().equals(method)) {
            throw Refusal.methodNotAllowed(method);
        }
        return answer.get();
    }

    private static Refusal unknownResource(ApiRequest request) {
        return Refusal.notFound("There is no resource " + request.seen().path());
    }
}

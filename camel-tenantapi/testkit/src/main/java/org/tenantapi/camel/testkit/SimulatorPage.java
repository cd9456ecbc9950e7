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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpServerRequest;

/**
 * The page that shows in a browser what the simulator holds: a file of HTML, one of JavaScript and one of CSS, and the
 * state as JSON, which the page asks for again and again. It needs no password, shows none, and changes nothing.
 */
final class SimulatorPage {

    /** So many records, and so many events, are shown. */
    private static final int SHOWN = 50;

    private static final Map<String, String> FILES = Map.of("/", "index.html", "/page/page.js", "page.js", "/page/page.css",
            "page.css");
    private static final Map<String, String> MEDIA_TYPES = Map.of("html", "text/html;charset=UTF-8", "js",
            "text/javascript;charset=UTF-8", "css", "text/css;charset=UTF-8");
    private static final String STATE = "/page/state";

    private final Collection<SimulatedTenant> tenants;
    private final SimulatorClock clock;

    SimulatorPage(Collection<SimulatedTenant> tenants, SimulatorClock clock) {
        this.tenants = tenants;
        this.clock = clock;
    }

    /** Whether the page answers this path; all others are the API's. */
    static boolean serves(String path) {
        return FILES.containsKey(path) || path.equals(STATE);
    }

    Answer answer(HttpServerRequest request) {
        if (!request.method().name().equals("GET")) {
            return Refusal.methodNotAllowed("GET").answer();
        }
        Answer answer = request.path().equals(STATE)
                ? Answer.json(Json.bytes(state(request.getParam("tenant", ""), request.getParam("type", ""),
                        request.getParam("search", ""))))
                : file(FILES.get(request.path()));
        // a record is text on this page whatever it holds: no script but the page's own, from nowhere else
        return answer.withHeader("Content-Security-Policy", "default-src 'self'; img-src data:; frame-ancestors 'none'")
                .withHeader("X-Content-Type-Options", "nosniff").withHeader("Cache-Control", "no-store");
    }

    private static Answer file(String name) {
        try (InputStream bytes = SimulatorPage.class.getResourceAsStream("page/" + name)) {
            return Answer.empty(200).withBody(MEDIA_TYPES.get(name.substring(name.indexOf('.') + 1)),
                    Body.of(bytes.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode state(String tenantCode, String type, String search) {
        ObjectNode state = Json.newObject().put("time", clock.now().toString());
        List.of("connections", "plugs", "types", "records", "events").forEach(state::putArray);
        ArrayNode codes = state.putArray("tenants");
        List<SimulatedTenant> sorted = tenants.stream().sorted(Comparator.comparing(SimulatedTenant::code)).toList();
        sorted.forEach(tenant -> codes.add(tenant.code()));
        Optional<SimulatedTenant> shown = sorted.stream().filter(tenant -> tenant.code().equals(tenantCode)).findFirst()
                .or(() -> sorted.stream().findFirst());
        shown.ifPresent(tenant -> describe(tenant, type, search, state));
        return state;
    }

    private static void describe(SimulatedTenant tenant, String wantedType, String search, ObjectNode state) {
        state.put("tenant", tenant.code());
        tenant.connections().forEach(state.withArray("connections")::add);
        tenant.plugs().forEach(plug -> state.withArray("plugs").addObject().put("plug", plug.plug())
                .put("connection", plug.connectionId()).put("requests", plug.requests()).put("refused", plug.refused())
                .put("lastAt", plug.lastAt().toString()).put("lastRequest", plug.lastRequest())
                .put("lastStatus", plug.lastStatus()).put("state", plug.state()));
        Map<String, Integer> types = tenant.store().counts();
        types.forEach((type, count) -> state.withArray("types").addObject().put("type", type).put("count", count));
        String type = types.containsKey(wantedType) ? wantedType : types.keySet().stream().findFirst().orElse("");
        state.put("type", type);
        describe(tenant.records(type), search.toLowerCase(Locale.ROOT), state);
        List<LoggedEvent> events = tenant.events();
        state.put("eventCount", events.size());
        ArrayNode latest = state.withArray("events");
        for (int n = events.size() - 1; n >= 0 && latest.size() < SHOWN; n--) {
            LoggedEvent event = events.get(n);
            latest.addObject().put("connection", event.connectionId()).put("at", event.at().toString())
                    .set("event", event.event());
        }
    }

    private static void describe(List<RecordVersion> records, String search, ObjectNode state) {
        List<RecordVersion> found = search.isEmpty()
                ? records : records.stream().filter(record -> record.json().toLowerCase(Locale.ROOT).contains(search)).toList();
        state.put("found", found.size());
        found.stream().sorted(Comparator.comparing(RecordVersion::lastModified).reversed()).limit(SHOWN)
                .forEach(record -> state.withArray("records").addObject().put("localId", record.localId())
                        .put("lastModified", record.lastModified().toString()).set("record", record.node()));
    }
}

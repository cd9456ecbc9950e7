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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.camel.Route;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.tenantapi.camel.internal.client.Printable;
import org.tenantapi.camel.internal.export.Explanation;

/**
 * The page of Camel's developer console that shows all Plugs of a CamelContext with their status; with the option
 * {@code explain}, what happened to a record, and why.
 */
@DevConsole(name = "tenantapi", displayName = "Tenant API", description = "Plugs of the Tenant API and their status")
public final class TenantApiConsole extends AbstractDevConsole {

    /** an id of a record, to have the record explained instead of the status */
    private static final String EXPLAIN = "explain";

    public TenantApiConsole() {
        super("camel", "tenantapi", "Tenant API", "Plugs of the Tenant API and their status");
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        JsonArray exports = new JsonArray();
        exports().forEach(export -> exports.add(json(fields(export))));
        JsonObject answer = new JsonObject();
        Object id = options.get(EXPLAIN);
        if (id != null) {
            JsonArray explanations = new JsonArray();
            exports().forEach(export -> export.explanations(id.toString())
                    .forEach(explanation -> explanations.add(json(fields(export, explanation)))));
            answer.put("explanations", explanations);
            return answer;
        }
        answer.put("exports", exports);
        JsonArray imports = new JsonArray();
        imports().forEach(plug -> imports.add(json(fields(plug))));
        answer.put("imports", imports);
        return answer;
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        Object id = options.get(EXPLAIN);
        if (id != null) {
            return exports().stream().map(export -> export.explain(id.toString()) + "\n").collect(Collectors.joining());
        }
        StringBuilder text = new StringBuilder();
        exports().forEach(export -> append(text, fields(export)));
        imports().forEach(plug -> append(text, fields(plug)));
        return text.toString();
    }

    private static void append(StringBuilder text, Map<String, Object> plug) {
        text.append(Printable.of(String.valueOf(plug.remove("plug")))).append('\n');
        append(text, "    ", plug);
    }

    private List<ImportPlug> imports() {
        return getCamelContext().getComponentNames().stream().map(name -> getCamelContext().hasComponent(name))
                .filter(ImportPlugs.Owner.class::isInstance).map(ImportPlugs.Owner.class::cast)
                .flatMap(component -> component.importPlugs().all().stream()).toList();
    }

    private List<ExportPlug> exports() {
        return getCamelContext().getRoutes().stream().map(Route::getConsumer).filter(ManagedExport.class::isInstance)
                .map(consumer -> ((ManagedExport) consumer).plug()).toList();
    }

    private static Map<String, Object> fields(Plug plug) {
        return StatusFields.of(plug, plug.status());
    }

    private static Map<String, Object> fields(ExportPlug export, Explanation explanation) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("plug", export.name());
        fields.put("positionKey", export.positionKey());
        fields.put("localId", explanation.localId());
        fields.put("remoteId", explanation.remoteId());
        fields.put("findings", explanation.findings());
        return fields;
    }

    private static JsonObject json(Map<?, ?> fields) {
        JsonObject json = new JsonObject();
        fields.forEach((name, value) -> json.put(Printable.of(name.toString()), json(value)));
        return json;
    }

    private static Object json(Object value) {
        if (value instanceof Map<?, ?> map) {
            return json(map);
        }
        if (value instanceof List<?> list) {
            return new JsonArray(list.stream().map(TenantApiConsole::json).toList());
        }
        return value instanceof String text ? Printable.of(text) : value;
    }

    private static void append(StringBuilder text, String indent, Map<?, ?> fields) {
        fields.forEach((name, value) -> {
            text.append(indent).append(Printable.of(name.toString())).append(':');
            if (value instanceof Map<?, ?> map) {
                text.append('\n');
                append(text, indent + "    ", map);
            } else {
                text.append(' ').append(Printable.of(String.valueOf(value))).append('\n');
            }
        });
    }
}

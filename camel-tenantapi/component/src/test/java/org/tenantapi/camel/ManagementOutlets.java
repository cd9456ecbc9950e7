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

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;

import static org.tenantapi.camel.internal.client.ScriptedServer.answer;

/**
 * What an operator is shown of exports and imports: by JMX, the dev console and the health checks.
 */
final class ManagementOutlets {

    private final CamelContext context;
    private final Map<String, String> shown;
    private final String ending;

    /**
     * @param shown  filled with the text of each outlet, by its name
     * @param ending of the ids of the records that are asked for
     */
    ManagementOutlets(CamelContext context, Map<String, String> shown, String ending) {
        this.context = context;
        this.shown = shown;
        this.ending = ending;
    }

    void read() throws Exception {
        readMBeans();
        readConsole();
        readHealth();
    }

    private void readMBeans() throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName bean : beans.queryNames(
                new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",*"),
                null)) {
            if (!bean.toString().contains("enant")) {
                continue;
            }
            for (MBeanAttributeInfo attribute : beans.getMBeanInfo(bean).getAttributes()) {
                if (attribute.isReadable()) {
                    shown.put(bean + " " + attribute.getName(), text(beans.getAttribute(bean, attribute.getName())));
                }
            }
            for (MBeanOperationInfo operation : toAnswer(beans.getMBeanInfo(bean))) {
                String[] types = Stream.of(operation.getSignature()).map(MBeanParameterInfo::getType).toArray(String[]::new);
                for (String id : List.of("delivered", "fails", "malformed", "unknown")) {
                    Object[] arguments = Stream.of(types).map(type -> id + ending).toArray();
                    shown.put(bean + " " + operation.getName() + " " + id, result(beans, bean, operation, arguments, types));
                }
            }
        }
    }

    /** All that answer something and ask for texts at most: explain before discard. */
    private static List<MBeanOperationInfo> toAnswer(MBeanInfo bean) {
        return Stream.of(bean.getOperations()).filter(operation -> !"void".equals(operation.getReturnType()))
                .filter(operation -> Stream.of(operation.getSignature())
                        .allMatch(parameter -> String.class.getName().equals(parameter.getType())))
                .sorted(Comparator.comparing(MBeanOperationInfo::getName).reversed()).toList();
    }

    private static String result(
            MBeanServer beans, ObjectName bean, MBeanOperationInfo operation, Object[] arguments, String[] types) {
        try {
            return text(beans.invoke(bean, operation.getName(), arguments, types));
        } catch (Exception e) {
            return String.valueOf(e.getCause());
        }
    }

    private static String text(Object value) {
        return value instanceof Object[] several
                ? Stream.of(several).map(Objects::toString).toList().toString()
                : String.valueOf(value);
    }

    private void readConsole() {
        DevConsole console = context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class)
                .resolveById("tenantapi");
        List<Map<String, Object>> options = new ArrayList<>(List.of(Map.of()));
        Stream.of("fails", "delivered", "malformed").forEach(id -> options.add(Map.of("explain", id + ending)));
        for (Map<String, Object> asked : options) {
            shown.put("console text " + asked.size() + shown.size(), (String) console.call(DevConsole.MediaType.TEXT, asked));
            // JSON has its own escapes; what a page shows of it are its texts
            flatten("console JSON " + shown.size(), console.call(DevConsole.MediaType.JSON, asked));
        }
    }

    private void flatten(String name, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((field, inner) -> flatten(name + "/" + field, inner));
        } else if (value instanceof List<?> several) {
            several.forEach(inner -> flatten(name + "/" + shown.size(), inner));
        } else {
            shown.put(name, String.valueOf(value));
        }
    }

    private void readHealth() {
        for (HealthCheck.Result result : HealthCheckHelper.invoke(context)) {
            result.getDetails().forEach((name, detail) -> shown.put("health " + name + shown.size(), text(detail)));
            shown.put("health " + shown.size(), String.valueOf(result.getMessage()));
        }
    }
}

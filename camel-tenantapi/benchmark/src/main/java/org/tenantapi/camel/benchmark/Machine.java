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
package org.tenantapi.camel.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Where it was measured.
 */
record Machine(String processor, int cores, long memoryMb, String system, String java, String camel) {

    static Machine here() throws IOException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            return new Machine(
                    processorName(), system.getAvailableProcessors(), system.getTotalMemorySize() >> 20,
                    system.getName() + " " + system.getVersion(),
                    System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                    context.getVersion());
        }
    }

    private static String processorName() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        if (Files.exists(info)) {
            try (Stream<String> lines = Files.lines(info)) {
                return lines.filter(line -> line.startsWith("model name")).findFirst()
                        .map(line -> line.substring(line.indexOf(':') + 1).trim()).orElse(System.getProperty("os.arch"));
            }
        }
        return System.getProperty("os.arch");
    }

    /**
     * How many processes wanted to run over the last minute, this one included; negative where the system does not say.
     */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s, %d cores, %,d MB; %s; %s; Camel %s", processor, cores, memoryMb, system, java,
                camel);
    }
}

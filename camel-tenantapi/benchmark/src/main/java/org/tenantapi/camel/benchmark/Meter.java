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
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.OperatingSystemMXBean;

/**
 * Measures a pass in this process.
 */
final class Meter {

    private static final double MB = 1 << 20;

    private static final OperatingSystemMXBean SYSTEM
            = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private volatile long mostHeap;

    Meter() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector).addNotificationListener(this::collected, null, null);
        }
    }

    private void collected(Notification notification, Object handback) {
        Map<String, MemoryUsage> after = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
                .getGcInfo().getMemoryUsageAfterGc();
        long heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && after.containsKey(pool.getName()))
                .mapToLong(pool -> after.get(pool.getName()).getUsed()).sum();
        mostHeap = Math.max(mostHeap, heap);
    }

    Cost measure(Way way, int passes) throws Exception {
        mostHeap = 0;
        long wall = 0;
        long cpu = 0;
        for (int pass = 0; pass < passes; pass++) {
            way.prepare();
            long cpuBefore = SYSTEM.getProcessCpuTime();
            long before = System.nanoTime();
            way.pass();
            wall += System.nanoTime() - before;
            cpu += SYSTEM.getProcessCpuTime() - cpuBefore;
        }
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        double resident = resident();
        if (mostHeap == 0) {
            System.gc();
            mostHeap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }
        return new Cost(wall / 1e6 / passes, cpu / 1e6 / passes, mostHeap / MB, resident, threads);
    }

    /** Of the whole process since its start. */
    static double cpuMillis() {
        return SYSTEM.getProcessCpuTime() / 1e6;
    }

    private static double resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0).findFirst().orElse(0);
        }
    }
}

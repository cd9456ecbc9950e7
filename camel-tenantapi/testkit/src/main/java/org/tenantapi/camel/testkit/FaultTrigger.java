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

import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says which requests a fault meets; {@link #answer} or {@link #hold} then sets it. Immutable; once, unless said
 * otherwise.
 */
public final class FaultTrigger {

    private final Consumer<ArmedFault> faults;
    private final String description;
    private final Predicate<ReceivedRequest> requests;
    private final int skipped;
    private final int times;

    private FaultTrigger(Consumer<ArmedFault> faults, String description, Predicate<ReceivedRequest> requests, int skipped,
                         int times) {
        this.faults = faults;
        this.description = description;
        this.requests = requests;
        this.skipped = skipped;
        this.times = times;
    }

    static FaultTrigger on(String method, String path, Consumer<ArmedFault> faults) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("The path stands below /api and begins with a slash, like /order/*: " + path);
        }
        Pattern pattern = Pattern.compile("/api" + Stream.of(path.split("(?<=/)|(?=/)")).map(FaultTrigger::regex)
                .collect(Collectors.joining()));
        return new FaultTrigger(
                faults, method + " " + path,
                request -> (method.equals("*") || method.equals(request.method())) && pattern.matcher(request.path()).matches(),
                0, 1);
    }

    /** Meets the first {@code n} of the requests. */
    public FaultTrigger times(int n) {
        return new FaultTrigger(faults, description, requests, skipped, n);
    }

    /** Meets all of the requests. */
    public FaultTrigger always() {
        return times(Integer.MAX_VALUE);
    }

    /** Lets the first {@code n} of the requests pass. */
    public FaultTrigger after(int n) {
        return new FaultTrigger(faults, description, requests, n, times);
    }

    /** Meets only requests that fulfil this too. */
    public FaultTrigger when(Predicate<ReceivedRequest> condition) {
        return new FaultTrigger(faults, description, requests.and(condition), skipped, times);
    }

    /** Sets the fault. Of several that meet a request, the one that was set first does. */
    public ArmedFault answer(Fault fault) {
        ArmedFault armed = new ArmedFault(description, requests, skipped, times, fault);
        faults.accept(armed);
        return armed;
    }

    /** Keeps the requests waiting until {@link Hold#release()}. */
    public Hold hold() {
        Hold hold = new Hold();
        answer(Fault.held(hold));
        return hold;
    }

    private static String regex(String part) {
        return switch (part) {
            case "**" -> ".*";
            case "*" -> "[^/]+";
            default -> Pattern.quote(part);
        };
    }

    @Override
    public String toString() {
        return description;
    }
}

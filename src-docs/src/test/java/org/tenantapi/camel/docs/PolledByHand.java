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
package org.tenantapi.camel.docs;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.camel.builder.RouteBuilder;

/**
 * What people write who have no component: the guide shows what goes wrong with it.
 */
// tag::route[]
class PolledByHand extends RouteBuilder {

    private final AtomicReference<Instant> lastPoll = new AtomicReference<>(Instant.EPOCH);

    @Override
    public void configure() {
        from("timer:orders?period={{poll.period}}")
                .setHeader("CamelHttpQuery", () -> "modifiedAtOrAfter=" + lastPoll.getAndSet(now()))
                .setHeader("X-Tenant", constant("acme"))
                .setHeader("X-ConnectionId", constant("1001"))
                .to("{{base.url}}/order?authMethod=Basic&authUsername=connector&authPassword=secret"
                    + "&authenticationPreemptive=true")
                .unmarshal().json()
                .split(body())
                .to("direct:erp");
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
}
// end::route[]

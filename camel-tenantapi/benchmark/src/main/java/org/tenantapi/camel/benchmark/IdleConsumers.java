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

import java.util.concurrent.TimeUnit;

import org.apache.camel.builder.RouteBuilder;

/**
 * Many consumers in one context that find nothing, for some seconds. Each polls once a second, thirty times as often as
 * by default.
 */
final class IdleConsumers extends CamelWay {

    static final int SECONDS = 5;

    /**
     * @param options of each endpoint
     */
    IdleConsumers(Work work, String options) throws Exception {
        super(work);
        addComponent(0);
        context.getRegistry().bind("fourThreads",
                context.getExecutorServiceManager().newScheduledThreadPool(this, "polls", 4));
        start(new RouteBuilder() {
            @Override
            public void configure() {
                for (int n = 0; n < work.records(); n++) {
                    from("tenantapi:" + CONNECTION_ID + "/type-" + n + "?delay=1000" + options).process(exchange -> {
                        throw new IllegalStateException("There should be nothing");
                    });
                }
            }
        });
    }

    @Override
    public void pass() throws InterruptedException {
        TimeUnit.SECONDS.sleep(SECONDS);
    }
}

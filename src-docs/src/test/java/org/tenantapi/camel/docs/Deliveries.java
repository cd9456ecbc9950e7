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

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.Message;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.tenantapi.camel.TenantApiConstants;
import org.tenantapi.camel.TenantRecord;

/**
 * What exports have sent to the systems behind their routes, whatever these are. A file that is written again, or a row
 * that is updated again, looks as it did; here a repeat is seen (lesson 55).
 */
final class Deliveries extends EventNotifierSupport {

    /** a link changes these: a record that comes again with nothing else new is a repeat all the same */
    private static final Set<String> OF_A_LINK = Set.of("lastModified", "remoteId", "remoteIdMap");

    private final Set<List<Object>> seen = ConcurrentHashMap.newKeySet();
    private final List<String> repeats = new CopyOnWriteArrayList<>();

    int size() {
        return seen.size() + repeats.size();
    }

    List<String> repeats() {
        return repeats;
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeSendingEvent sending) {
            Message message = sending.getExchange().getMessage();
            // only what comes from an export has one
            Object version = message.getHeader(TenantApiConstants.VERSION_ID);
            if (version != null) {
                sent(sending.getEndpoint().getEndpointUri(), message, version);
            }
        }
    }

    private void sent(String to, Message message, Object version) {
        Object localId = message.getHeader(TenantApiConstants.LOCAL_ID);
        if (!seen.add(List.of(to, localId, content(message.getBody())))) {
            repeats.add(version + " to " + to);
        }
    }

    private static Object content(Object body) {
        if (!(body instanceof TenantRecord tenantRecord)) {
            return String.valueOf(body);
        }
        Map<String, Object> content = new TreeMap<>(tenantRecord.map());
        content.keySet().removeAll(OF_A_LINK);
        return content;
    }
}

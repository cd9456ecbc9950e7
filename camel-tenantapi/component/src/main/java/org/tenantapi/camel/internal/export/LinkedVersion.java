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
package org.tenantapi.camel.internal.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tenantapi.camel.position.Fingerprint;
import org.tenantapi.camel.position.FinishedVersion;

/**
 * The version that a link makes of a record that was delivered: what the next poll lists if nothing else has changed.
 * It is made out of what was delivered and the fields that a link changes; so a change of another system that came in
 * between is in none of these versions, and is delivered.
 */
public final class LinkedVersion {

    private static final String LAST_MODIFIED = "lastModified";
    private static final String REMOTE_ID = "remoteId";
    private static final String REMOTE_ID_MAP = "remoteIdMap";

    private LinkedVersion() {
    }

    /**
     * @param  delivered the version that the route has processed
     * @param  linked    the record as the server shows it since the link
     * @return           each form in which a list may show it; none if that cannot be known
     */
    public static List<FinishedVersion> of(RecordVersion delivered, RecordVersion linked) {
        List<FinishedVersion> versions = new ArrayList<>();
        if (!delivered.localId().equals(linked.localId())) {
            return versions;
        }
        try {
            if (rest(linked).equals(rest(delivered))) {
                versions.add(linked.identity());
            }
            ObjectNode expected = (ObjectNode) delivered.digest().tree(delivered.bytes());
            ObjectNode shown = (ObjectNode) delivered.digest().tree(linked.bytes());
            expected.set(LAST_MODIFIED, shown.get(LAST_MODIFIED));
            expected.set(REMOTE_ID, shown.get(REMOTE_ID));
            boolean listsTheMap = expected.has(REMOTE_ID_MAP);
            if (!listsTheMap) {
                versions.add(version(linked, expected));
            }
            ObjectNode map = expected.withObjectProperty(REMOTE_ID_MAP);
            shown.path(REMOTE_ID_MAP).properties().stream()
                    .filter(link -> link.getValue().equals(shown.get(REMOTE_ID)))
                    .forEach(link -> map.set(link.getKey(), link.getValue()));
            versions.add(version(linked, expected));
        } catch (Throwable e) {
            // beyond Jackson's limits, or a remoteIdMap that is not a map: what cannot be compared is delivered
        }
        return versions;
    }

    /**
     * What is on record of a version that is delivered and still to be linked: with the digest of what the link leaves
     * as it is, by which the version that it makes is known.
     */
    public static FinishedVersion toLink(RecordVersion version) {
        FinishedVersion delivered = version.identity();
        try {
            return new FinishedVersion(delivered.record(), delivered.lastModified(), rest(version));
        } catch (Throwable e) {
            return delivered;
        }
    }

    /** Whether the record shows nothing but what was delivered, of which this is the {@link #rest}, and a link. */
    static boolean isOf(Fingerprint delivered, RecordVersion linked) {
        try {
            return rest(linked).equals(delivered);
        } catch (Throwable e) {
            return false;
        }
    }

    /**
     * The digest of all that a link leaves as it is.
     *
     * @throws IOException if the record cannot be read within Jackson's limits
     */
    static Fingerprint rest(RecordVersion version) throws IOException {
        ObjectNode tree = (ObjectNode) version.digest().tree(version.bytes());
        tree.remove(LAST_MODIFIED);
        JsonNode remoteId = tree.remove(REMOTE_ID);
        if (tree.get(REMOTE_ID_MAP) instanceof ObjectNode map) {
            List<String> own = map.properties().stream().filter(link -> link.getValue().equals(remoteId))
                    .map(link -> link.getKey()).toList();
            map.remove(own);
            if (map.isEmpty()) {
                tree.remove(REMOTE_ID_MAP);
            }
        }
        return ContentDigest.of(tree);
    }

    private static FinishedVersion version(RecordVersion linked, ObjectNode content) throws IOException {
        return new FinishedVersion(
                Fingerprint.ofLocalId(linked.localId()), linked.lastModified(), ContentDigest.of(content));
    }
}

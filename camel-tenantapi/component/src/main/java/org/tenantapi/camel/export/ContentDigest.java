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
package org.tenantapi.camel.export;

import java.io.IOException;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.tenantapi.camel.position.Fingerprint;

/**
 * The digest of a record's content, the same whatever the order of its keys and its white space: a server is free to
 * change both from one answer to the next, and that makes no new version.
 */
final class ContentDigest {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final ObjectReader READER = MAPPER.reader();
    private static final ObjectWriter WRITER = MAPPER.writer();

    private ContentDigest() {
    }

    static Fingerprint of(byte[] json) {
        try {
            return of(tree(json));
        } catch (IOException e) {
            // a value beyond Jackson's limits, such as a number of more than 1000 digits: its bytes are all there is to compare
            return Fingerprint.of(json);
        }
    }

    static Fingerprint of(JsonNode tree) throws IOException {
        return Fingerprint.of(WRITER.writeValueAsBytes(tree));
    }

    static JsonNode tree(byte[] json) throws IOException {
        return READER.readTree(json);
    }
}

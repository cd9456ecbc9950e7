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
package tools.jackson.databind;

import java.util.Iterator;
import java.util.List;

/** Looks to the component as a tree of Jackson 3 does: it can be iterated, and its text is its JSON. */
public final class JsonNode implements Iterable<JsonNode> {

    private final String json;

    public JsonNode(String json) {
        this.json = json;
    }

    public boolean isArray() {
        return json.startsWith("[");
    }

    @Override
    public Iterator<JsonNode> iterator() {
        return List.of(new JsonNode("{\"garbage\":\"1\"}"), new JsonNode("{\"garbage\":\"2\"}")).iterator();
    }

    @Override
    public String toString() {
        return json;
    }
}

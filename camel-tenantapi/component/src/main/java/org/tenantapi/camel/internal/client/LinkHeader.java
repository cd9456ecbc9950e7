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
package org.tenantapi.camel.internal.client;

import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Link header (RFC 8288, 3): links with commas between them, each a target in angle brackets and parameters whose
 * values are tokens or quoted.
 */
final class LinkHeader {

    private static final Pattern TARGET = Pattern.compile("<[^>]*>");
    private static final Pattern PARAMETER
            = Pattern.compile("\\s*;\\s*([^\\s=;,]*)\\s*(?:=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s;,]*)))?");

    private LinkHeader() {
    }

    /**
     * The relations of all links of the header, in lower case: {@code next}, {@code last}. Those that follow a first
     * {@code rel} of the same link count too, although the standard ignores them: too many do less harm than too few.
     */
    static Set<String> relations(String header) {
        Set<String> relations = new HashSet<>();
        Matcher target = TARGET.matcher(header);
        Matcher parameter = PARAMETER.matcher(header);
        for (int at = 0; target.find(at);) {
            at = target.end();
            while (parameter.region(at, header.length()).lookingAt()) {
                at = parameter.end();
                String value = parameter.group(2) != null ? parameter.group(2) : parameter.group(3);
                if (parameter.group(1).equalsIgnoreCase("rel") && value != null) {
                    Collections.addAll(relations, value.toLowerCase(Locale.ROOT).trim().split("\\s+"));
                }
            }
        }
        return relations;
    }
}

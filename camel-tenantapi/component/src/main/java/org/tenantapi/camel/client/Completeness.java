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
package org.tenantapi.camel.client;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells whether an answer to a read is all that was asked for. Only the status 200 says so, and only where no header
 * says that there is more. The Tenant API knows no pages, but a gateway in front of it may make some, and a part that
 * is taken for the whole loses the rest.
 */
final class Completeness {

    private static final int OK = 200;
    /** a unit, which some leave out, and first-last/complete (RFC 9110, 14.4) */
    private static final Pattern RANGE = Pattern.compile("(?:[^\\s=]+[\\s=]\\s*)?(\\d{1,18})-(\\d{1,18})/(\\d{1,18})");
    private static final Pattern RANGE_OF_NOTHING = Pattern.compile("(?:[^\\s=]+[\\s=]\\s*)?\\*/0");

    // None of these is a standard. Without hyphens and the X before them, the names that gateways and frameworks give them:
    private static final Set<String> TOTALS = Set.of("total", "totalcount", "totalrecords", "totalresults", "totalitems",
            "totalelements", "totalentries", "totalrows", "totalhits", "wptotal", "count", "recordcount", "resultcount",
            "itemcount", "pagingtotal", "pagingtotalcount", "pagingcount", "pagingtotalrecordcount", "paginationtotal",
            "paginationtotalcount", "paginationtotalitems", "paginationcount");
    private static final Set<String> PAGES = Set.of("totalpages", "wptotalpages", "pagecount", "pagingpagecount",
            "pagingtotalpages", "paginationpagecount", "paginationtotalpages", "paginationpages");
    private static final Set<String> FLAGS = Set.of("more", "hasmore", "moreresults", "hasnext", "hasnextpage", "truncated",
            "istruncated", "partial", "paginationhasmore", "paginationhasnext");
    private static final Set<String> NEXT = Set.of("next", "nextpage", "nextcursor", "nextlink", "nexttoken", "nextpagetoken",
            "nextpageurl", "nexturl", "nextmarker", "nextoffset", "paginationnext", "paginationnextpage", "continuation",
            "continuationtoken", "mscontinuation");
    private static final Set<String> NOTHING = Set.of("", "0", "-1", "false", "no", "null", "none");

    private final AnswerHead head;

    Completeness(AnswerHead head) {
        this.head = head;
    }

    /** Why the answer is not complete, as far as its head tells; {@code null} if nothing speaks against it. */
    String doubt() {
        if (head.status() != OK) {
            return "only the status 200 says that an answer is complete";
        }
        return head.headers().entrySet().stream().filter(Completeness::saysThatThereIsMore).findFirst()
                .map(header -> "it says itself that there is more, " + shown(header)).orElse(null);
    }

    /**
     * The same at its end.
     *
     * @param came how many records there were
     */
    String doubt(long came) {
        return head.headers().entrySet().stream()
                .filter(header -> TOTALS.contains(plain(header.getKey())) && largest(header.getValue()) > came).findFirst()
                .map(header -> "it holds " + came + " and says itself that there are more, " + shown(header)).orElse(null);
    }

    private static boolean saysThatThereIsMore(Map.Entry<String, String> header) {
        String name = plain(header.getKey());
        String value = header.getValue().trim().toLowerCase(Locale.ROOT);
        return name.equals("contentrange") && isPart(value)
                || name.equals("link") && LinkHeader.relations(value).contains("next")
                || NEXT.contains(name) && !NOTHING.contains(value)
                || FLAGS.contains(name) && !NOTHING.contains(value)
                || PAGES.contains(name) && largest(value) > 1;
    }

    private static String plain(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
        return plain.startsWith("x") ? plain.substring(1) : plain;
    }

    /** A range that is all there is, is not a part; one that cannot be read, or that leaves the whole open, may be. */
    private static boolean isPart(String range) {
        Matcher all = RANGE.matcher(range);
        if (!all.matches()) {
            return !RANGE_OF_NOTHING.matcher(range).matches();
        }
        return Long.parseLong(all.group(2)) - Long.parseLong(all.group(1)) + 1 < Long.parseLong(all.group(3));
    }

    /** What is not a number says nothing. Several headers of one name come as a list. */
    private static long largest(String value) {
        long largest = 0;
        for (String one : value.split(",")) {
            String digits = one.strip();
            if (!digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                largest = Math.max(largest, digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits));
            }
        }
        return largest;
    }

    private static String shown(Map.Entry<String, String> header) {
        return header.getKey() + ": " + header.getValue();
    }
}

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

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/**
 * The judgement whether an answer to a read is complete. Only the status 200 says so, and only where no header says
 * that there is more. The Tenant API knows no pages, but a gateway in front of it may make some, and a part that is
 * taken for the whole loses the rest.
 */
final class Completeness {

    private static final int OK = 200;
    /** a unit, which some leave out, and first-last/complete (RFC 9110, 14.4) */
    private static final Pattern RANGE = Pattern.compile("(?:[^\\s=]+[\\s=]\\s*)?(\\d{1,18})-(\\d{1,18})/(\\d{1,18})");
    private static final Pattern RANGE_OF_NOTHING = Pattern.compile("(?:[^\\s=]+[\\s=]\\s*)?\\*/0");

    /** a number whose thousands are set apart */
    private static final Pattern GROUPED = Pattern.compile("\\d{1,3}([,.' \u00a0\u202f]\\d{3})+");
    private static final Pattern DIGIT = Pattern.compile("[0-9]");
    private static final Pattern NUMBERS = Pattern.compile("\\s*-?\\d+\\s*(,\\s*-?\\d+\\s*)*");
    private static final JsonMapper JSON = new JsonMapper();

    // None of these is a standard. Without hyphens and the X before them, the names that gateways and frameworks give them:
    private static final Set<String> TOTALS = Set.of("total", "totalcount", "totalrecords", "totalresults", "totalitems",
            "totalelements", "totalentries", "totalrows", "totalhits", "wptotal", "count", "recordcount", "resultcount",
            "itemcount", "recordstotal", "pagingtotal", "pagingtotalcount", "pagingcount", "pagingtotalrecordcount",
            "paginationtotal",
            "paginationtotalcount", "paginationtotalitems", "paginationcount");
    private static final Set<String> PAGES = Set.of("pages", "totalpages", "wptotalpages", "pagecount", "pagingpagecount",
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

    /** Why the answer is not complete, as far as its head tells, if it is not. */
    @Nullable
    String doubt() {
        if (head.status() != OK) {
            return "only the status 200 says that an answer is complete";
        }
        return statements().filter(Completeness::saysThatThereIsMore).findFirst()
                .map(statement -> "it says itself that there is more, " + statement)
                .or(() -> statements().filter(Completeness::isUnreadable).findFirst()
                        .map(statement -> "it says how much there is, and that cannot be read as a number, " + statement
                                          + ": have the gateway send a plain number, or leave that header out"))
                .orElse(null);
    }

    /**
     * Why the answer is not complete, as far as its end tells, if it is not.
     *
     * @param came how many records there were
     */
    @Nullable
    String doubt(long came) {
        return statements()
                .filter(statement -> TOTALS.contains(statement.name()) && largest(statement.value()) > came).findFirst()
                .map(statement -> "it holds " + came + " and says itself that there are more, " + statement).orElse(null);
    }

    /** What a header says, or a field of one that is a JSON object, as ASP.NET's X-Pagination is. */
    private record Statement(String name, String value, Map.Entry<String, String> header) {

        @Override
        public String toString() {
            return header.getKey() + ": " + header.getValue();
        }
    }

    private Stream<Statement> statements() {
        return head.headers().entrySet().stream().flatMap(header -> Stream.concat(
                Stream.of(new Statement(plain(header.getKey()), header.getValue(), header)), fields(header)));
    }

    private static Stream<Statement> fields(Map.Entry<String, String> header) {
        if (!header.getValue().strip().startsWith("{")) {
            return Stream.empty();
        }
        try {
            return JSON.readTree(header.getValue()).properties().stream()
                    .map(field -> new Statement(plain(field.getKey()), field.getValue().asText(), header));
        } catch (JsonProcessingException e) {
            return Stream.empty();
        }
    }

    private static boolean saysThatThereIsMore(Statement statement) {
        String name = statement.name();
        String value = statement.value().trim().toLowerCase(Locale.ROOT);
        return name.equals("contentrange") && isPart(value)
                || name.equals("link") && LinkHeader.relations(value).contains("next")
                || NEXT.contains(name) && !NOTHING.contains(value)
                || FLAGS.contains(name) && !NOTHING.contains(value)
                || PAGES.contains(name) && largest(value) > 1;
    }

    /** A total with digits in it that is not a number. What has none, such as "unknown", says nothing. */
    private static boolean isUnreadable(Statement statement) {
        String value = statement.value().strip();
        return (TOTALS.contains(statement.name()) || PAGES.contains(statement.name())) && DIGIT.matcher(value).find()
                && !NUMBERS.matcher(value).matches() && !GROUPED.matcher(value).matches();
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

    /**
     * Several headers of one name come as a list; what can be read as one number with separators is read as that too.
     */
    private static long largest(String value) {
        long largest = 0;
        if (GROUPED.matcher(value.strip()).matches()) {
            largest = largest(value.replaceAll("\\D", ""));
        }
        for (String one : value.split(",")) {
            String digits = one.strip();
            if (!digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                largest = Math.max(largest, digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits));
            }
        }
        return largest;
    }
}

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

import java.util.concurrent.TimeUnit;

/**
 * The number of requests a second that may be sent: as many as are allowed, until the server says that it is too many.
 * Then half of what it refused, twice as many after every five seconds without a further complaint, until the allowed
 * number is reached; or, where none was set, twice what it refused. Times are those of a {@link Ticker}. Not safe for
 * several threads.
 */
final class AdaptiveRate {

    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final double DOUBLED_EVERY = 5 * SECOND;
    private static final double MIN_REFUSED = 1;

    private final double allowed;
    /** what the server refused; 0 while it does not complain */
    private double refused;
    private long slowSince;
    private long second;
    private int sentInSecond;
    private int sentInSecondBefore;

    /** @param allowed how many requests a second; 0 for no limit */
    AdaptiveRate(double allowed) {
        this.allowed = allowed;
    }

    /** The rate at this time; 0 for no limit. */
    double perSecond(long now) {
        if (refused == 0) {
            return allowed;
        }
        double slowed = refused / 2 * Math.pow(2, Math.max(0, now - slowSince) / DOUBLED_EVERY);
        if (slowed >= (allowed > 0 ? allowed : 2 * refused)) {
            refused = 0;
            return allowed;
        }
        return slowed;
    }

    /** The time from one request to the next, 0 for none. */
    long nanosBetween(long now) {
        double perSecond = perSecond(now);
        return perSecond == 0 ? 0 : (long) (SECOND / perSecond);
    }

    void sent(long now) {
        turnSecond(now);
        sentInSecond++;
    }

    /**
     * The server complained.
     *
     * @param resume when requests may be sent again, now or later
     */
    void slowDown(long now, long resume) {
        double current = perSecond(now);
        turnSecond(now);
        refused = current > 0 ? current : Math.max(MIN_REFUSED, Math.max(sentInSecond, sentInSecondBefore));
        slowSince = resume;
    }

    private void turnSecond(long now) {
        long current = (long) (now / SECOND);
        if (current != second) {
            sentInSecondBefore = current == second + 1 ? sentInSecond : 0;
            sentInSecond = 0;
            second = current;
        }
    }
}

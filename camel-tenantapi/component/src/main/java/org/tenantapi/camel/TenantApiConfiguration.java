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
package org.tenantapi.camel;

import java.util.HashMap;
import java.util.Map;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;
import org.jspecify.annotations.Nullable;
import org.tenantapi.camel.export.FailurePolicy;

/**
 * What an endpoint can be told. Set on the component, it is the default of all its endpoints.
 */
@UriParams
@Configurer
public class TenantApiConfiguration implements Cloneable {

    @UriPath(description = "The name of a TenantConnection in the registry, or of one in the component's connections, or else the id"
                           + " of a Connection of the component's Tenant.")
    @Metadata(required = true)
    @SuppressWarnings("NullAway.Init") // the URI sets it
    private String connection;
    @UriPath(description = "The record type, such as order, product or invoice. Any type that the platform knows can be used.")
    @Metadata(required = true)
    @SuppressWarnings("NullAway.Init") // the URI sets it
    private String recordType;

    @UriParam(label = "consumer", defaultValue = "beginning",
              description = "Where to begin when there is no position yet: beginning (all records), now (what changes from the first"
                            + " poll on, by the server's clock), or an instant such as 2026-11-01T00:00:00Z.")
    private String startFrom = "beginning";
    @UriParam(label = "consumer", defaultValue = "15m", javaType = "java.time.Duration",
              description = "How far behind the horizon each poll reads again. A record that becomes visible later than its"
                            + " lastModified says is delivered if it is no later than this. Versions within it are remembered, so"
                            + " that reading again delivers nothing twice.")
    private long overlap = 900_000;
    @UriParam(label = "consumer,advanced", defaultValue = "0", javaType = "java.time.Duration",
              description = "How far behind the horizon the position remembers finished versions, where that is further than"
                            + " overlap: for explain, which then tells of them after a restart too. Nothing is read again for"
                            + " it, but each version is committed, and takes some 60 bytes of heap.")
    private long historyRetention;
    @UriParam(label = "consumer", defaultValue = "1",
              description = "How many records one exchange holds. With 1 the body is a TenantRecord, with more a List of them.")
    private int batchSize = 1;
    @UriParam(javaType = "java.lang.Integer",
              description = "Consumer: how many exchanges are processed at the same time; by default 1, which processes the records"
                            + " strictly in the order of lastModified. Producer: how many records of batches are sent at the same"
                            + " time; by default 8. Those that are the same record are sent one after another in any case.")
    private @Nullable Integer maxInFlight;
    @UriParam(label = "consumer", defaultValue = "0",
              description = "How many exchanges one poll delivers at the most; the next poll goes on with the rest. 0 for no limit.")
    private int maxMessagesPerPoll;
    @UriParam(label = "consumer", defaultValue = "retry",
              description = "What becomes of a record whose delivery fails. retry: it is tried again, in the end put into quarantine,"
                            + " and the records behind it go on. stop: it is tried again until it passes, and nothing behind it is"
                            + " delivered before. skip: it is counted, logged and left behind.")
    private FailurePolicy onFailure = FailurePolicy.retry;
    @UriParam(label = "consumer", defaultValue = "10",
              description = "How often a version of a record is delivered in vain before it is put into quarantine, where it stays"
                            + " until it is replayed or discarded, or a newer version comes. For onFailure=retry.")
    private int maxAttempts = 10;
    @UriParam(label = "consumer", defaultValue = "1m", javaType = "java.time.Duration",
              description = "How long after a failed delivery the record is read again and delivered again.")
    private long retryDelay = 60_000;
    @UriParam(label = "consumer", defaultValue = "1000",
              description = "How many records may have failed, those in quarantine included. With more of them the consumer exports"
                            + " nothing new, and fails each poll, until enough have succeeded or are discarded.")
    private int maxFailed = 1000;
    @UriParam(label = "consumer", defaultValue = "false",
              description = "Whether each record that fails is reported to the Tenant's event history, where its users look, when it"
                            + " fails for the first time.")
    private boolean reportFailures;
    @UriParam(label = "consumer", defaultValue = "false",
              description = "Whether a remoteId that the route leaves in the header CamelTenantApiRemoteId is written to the exported"
                            + " record once the route has processed it. If that fails, only the writing is tried again.")
    private boolean linkRemoteId;
    @UriParam(label = "consumer", defaultValue = "false",
              description = "Whether each message is processed in a transaction in which its records become finished as well: what"
                            + " the route writes to the database is there exactly once, whatever happens. It needs a"
                            + " JdbcPositionStore in the same database, and a TransactedPolicy or one Spring"
                            + " PlatformTransactionManager in the registry.")
    private boolean transacted;
    @UriParam(label = "consumer", defaultValue = "false",
              description = "Whether a version that a producer on the same Connection in this CamelContext has just written is not"
                            + " exported: so that a record which a system sends to the platform does not come back to it.")
    private boolean skipOwnWrites;
    @UriParam(label = "consumer",
              description = "Fields that do not make a new version of a record when only they change, such as signed URLs that the"
                            + " server makes anew for each answer: JSON pointers, separated by commas, such as /labelUrl,/files/0/url;"
                            + " an asterisk in place of a name or a number stands for each of them. The fields are delivered all"
                            + " the same.")
    private @Nullable String ignoreFields;
    @UriParam(label = "consumer,advanced", defaultValue = "fail",
              description = "What becomes of a poll whose list has a record that is not JSON: fail, so that"
                            + " nothing moves until the server is corrected, or skip, which sets the record aside in quarantine"
                            + " and delivers the others; until the list is well-formed again, each poll asks for all since then.")
    private MalformedRecordPolicy onMalformedRecord = MalformedRecordPolicy.fail;
    @UriParam(label = "consumer",
              description = "Under which name the position is stored; by default tenant/connectionId/recordType. Two consumers of the"
                            + " same records each need a key of their own.")
    private @Nullable String positionKey;
    @UriParam(label = "consumer,advanced", defaultValue = "false",
              description = "Whether a position that was made under another baseUrl goes on under this one, for a Tenant that has moved:"
                            + " to be set for one start. Otherwise it is refused, as the records of another server would be lost.")
    private boolean acceptMovedServer;
    @UriParam(prefix = "filter.", multiValue = true,
              description = "Extra query parameters to select records, such as filter.remoteOrderNo=536365, for a consumer and for"
                            + " the operation list. A consumer's position belongs to its filter: to change the filter, set another"
                            + " positionKey.")
    private Map<String, Object> filter = new HashMap<>();

    @UriParam(label = "producer", defaultValue = "upsert", description = "What to do with the message.")
    private TenantApiOperation operation = TenantApiOperation.upsert;
    @UriParam(label = "producer", defaultValue = "lookup",
              description = "How an upsert finds out whether the record is there.")
    private UpsertStrategy upsertStrategy = UpsertStrategy.lookup;
    @UriParam(label = "producer", defaultValue = "true",
              description = "Whether numbers in the record are sent as JSON strings, as the platform wants them, with their digits as"
                            + " they are.")
    private boolean numbersAsStrings = true;
    @UriParam(label = "producer", javaType = "java.lang.Boolean",
              description = "For orders: whether the platform is told to keep the totals as they are sent rather than to compute them"
                            + " again. Not sent by default.")
    private @Nullable Boolean suppressTotalsRecalc;
    @UriParam(label = "producer", defaultValue = "true",
              description = "Whether a batch fails, with a BatchImportException that holds all outcomes, if any of its records failed."
                            + " All are tried before. If false, the outcomes tell.")
    private boolean throwOnFailure = true;
    @UriParam(label = "producer", defaultValue = "true",
              description = "Whether records are checked by the rules that the platform documents before they are sent: numbers,"
                            + " texts given twice, ids of custom data, what a new product must have. On by default, because a"
                            + " record that is refused here costs no request, and one that is kept wrongly cannot be deleted.")
    private boolean validate = true;
    @UriParam(label = "producer", defaultValue = "false",
              description = "Whether an upsert with upsertStrategy=lookup leaves a record alone that shows already what would be sent."
                            + " It saves a request, and no Connector exports the record again. Off by default, because a server may"
                            + " do more with a write than to keep it, such as to compute an order's totals.")
    private boolean skipUnchanged;
    @UriParam(label = "producer",
              description = "The URI of an endpoint, such as direct:outcomes, that each outcome of a batch is sent to, in the order of"
                            + " the batch, instead of being collected. So a batch of any length takes the same memory.")
    private @Nullable String outcomesUri;

    public TenantApiConfiguration copy() {
        try {
            TenantApiConfiguration copy = (TenantApiConfiguration) clone();
            copy.filter = new HashMap<>(filter);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public String getConnection() {
        return connection;
    }

    public void setConnection(String connection) {
        this.connection = connection;
    }

    public String getRecordType() {
        return recordType;
    }

    public void setRecordType(String recordType) {
        this.recordType = recordType;
    }

    public String getStartFrom() {
        return startFrom;
    }

    public void setStartFrom(String startFrom) {
        this.startFrom = startFrom;
    }

    public long getOverlap() {
        return overlap;
    }

    public void setOverlap(long overlap) {
        this.overlap = overlap;
    }

    public long getHistoryRetention() {
        return historyRetention;
    }

    public void setHistoryRetention(long historyRetention) {
        this.historyRetention = historyRetention;
    }

    public int getBatchSize() {
        return batchSize;
    }

    public void setBatchSize(int batchSize) {
        this.batchSize = batchSize;
    }

    public @Nullable Integer getMaxInFlight() {
        return maxInFlight;
    }

    public void setMaxInFlight(@Nullable Integer maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    public int getMaxMessagesPerPoll() {
        return maxMessagesPerPoll;
    }

    public void setMaxMessagesPerPoll(int maxMessagesPerPoll) {
        this.maxMessagesPerPoll = maxMessagesPerPoll;
    }

    public FailurePolicy getOnFailure() {
        return onFailure;
    }

    public void setOnFailure(FailurePolicy onFailure) {
        this.onFailure = onFailure;
    }

    public int getMaxAttempts() {
        return maxAttempts;
    }

    public void setMaxAttempts(int maxAttempts) {
        this.maxAttempts = maxAttempts;
    }

    public long getRetryDelay() {
        return retryDelay;
    }

    public void setRetryDelay(long retryDelay) {
        this.retryDelay = retryDelay;
    }

    public int getMaxFailed() {
        return maxFailed;
    }

    public void setMaxFailed(int maxFailed) {
        this.maxFailed = maxFailed;
    }

    public boolean isReportFailures() {
        return reportFailures;
    }

    public void setReportFailures(boolean reportFailures) {
        this.reportFailures = reportFailures;
    }

    public boolean isLinkRemoteId() {
        return linkRemoteId;
    }

    public void setLinkRemoteId(boolean linkRemoteId) {
        this.linkRemoteId = linkRemoteId;
    }

    public boolean isAcceptMovedServer() {
        return acceptMovedServer;
    }

    public void setAcceptMovedServer(boolean acceptMovedServer) {
        this.acceptMovedServer = acceptMovedServer;
    }

    public MalformedRecordPolicy getOnMalformedRecord() {
        return onMalformedRecord;
    }

    public void setOnMalformedRecord(MalformedRecordPolicy onMalformedRecord) {
        this.onMalformedRecord = onMalformedRecord;
    }

    public @Nullable String getIgnoreFields() {
        return ignoreFields;
    }

    public void setIgnoreFields(@Nullable String ignoreFields) {
        this.ignoreFields = ignoreFields;
    }

    public boolean isTransacted() {
        return transacted;
    }

    public void setTransacted(boolean transacted) {
        this.transacted = transacted;
    }

    public boolean isSkipOwnWrites() {
        return skipOwnWrites;
    }

    public void setSkipOwnWrites(boolean skipOwnWrites) {
        this.skipOwnWrites = skipOwnWrites;
    }

    public @Nullable String getPositionKey() {
        return positionKey;
    }

    public void setPositionKey(@Nullable String positionKey) {
        this.positionKey = positionKey;
    }

    public Map<String, Object> getFilter() {
        return filter;
    }

    public void setFilter(Map<String, Object> filter) {
        this.filter = filter;
    }

    public TenantApiOperation getOperation() {
        return operation;
    }

    public void setOperation(TenantApiOperation operation) {
        this.operation = operation;
    }

    public UpsertStrategy getUpsertStrategy() {
        return upsertStrategy;
    }

    public void setUpsertStrategy(UpsertStrategy upsertStrategy) {
        this.upsertStrategy = upsertStrategy;
    }

    public boolean isNumbersAsStrings() {
        return numbersAsStrings;
    }

    public void setNumbersAsStrings(boolean numbersAsStrings) {
        this.numbersAsStrings = numbersAsStrings;
    }

    public @Nullable Boolean getSuppressTotalsRecalc() {
        return suppressTotalsRecalc;
    }

    public void setSuppressTotalsRecalc(@Nullable Boolean suppressTotalsRecalc) {
        this.suppressTotalsRecalc = suppressTotalsRecalc;
    }

    public boolean isThrowOnFailure() {
        return throwOnFailure;
    }

    public void setThrowOnFailure(boolean throwOnFailure) {
        this.throwOnFailure = throwOnFailure;
    }

    public @Nullable String getOutcomesUri() {
        return outcomesUri;
    }

    public void setOutcomesUri(@Nullable String outcomesUri) {
        this.outcomesUri = outcomesUri;
    }

    public boolean isValidate() {
        return validate;
    }

    public void setValidate(boolean validate) {
        this.validate = validate;
    }

    public boolean isSkipUnchanged() {
        return skipUnchanged;
    }

    public void setSkipUnchanged(boolean skipUnchanged) {
        this.skipUnchanged = skipUnchanged;
    }
}

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
package org.tenantapi.camel.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One account of the simulated platform: its users, connections, records, event history and files. What is done here is
 * done by the platform itself, past HTTP and past its rules for writes. Safe for use by several threads.
 */
public final class SimulatedTenant {

    private final String code;
    private final TenantRecords records;
    private final Map<String, String> passwords = new LinkedHashMap<>();
    private final Set<String> connections = new LinkedHashSet<>();
    private final List<LoggedEvent> events = new ArrayList<>();
    private final Map<String, byte[]> fileData = new LinkedHashMap<>();
    private final PlugActivities plugs = new PlugActivities();

    SimulatedTenant(String code, SimulatorClock clock) {
        this.code = code;
        // localIds differ between tenants and are the same in every run
        this.records = new TenantRecords(clock, code.hashCode());
    }

    /** The value of the {@code X-Tenant} header. */
    public String code() {
        return code;
    }

    /** Lets a user in; the same name again changes the password. */
    public synchronized SimulatedTenant user(String name, String password) {
        passwords.put(name, password);
        return this;
    }

    /** Adds a connection, one possible value of the {@code X-ConnectionId} header. */
    public synchronized SimulatedTenant connection(String connectionId) {
        connections.add(connectionId);
        return this;
    }

    /**
     * Writes a record as another connected system would: updates the one whose {@code localId} is given (absent fields
     * stay, null clears), else creates one. Sets {@code lastModified} to the clock's second, whatever is given.
     *
     * @return                          the localId
     * @throws IllegalArgumentException when {@code json} is not a record, or a remoteId is taken
     */
    public String put(String type, String json) {
        ObjectNode record = ownRecord(json);
        synchronized (records) {
            Optional<RecordVersion> known = records.byLocalId(type, record.path("localId").asText());
            if (known.isEmpty()) {
                return replace(type, record.without("lastModified"));
            }
            RecordVersion before = known.get();
            return accepted(() -> records.update(type, before.localId(), record, before.linkedBy(record))).localId();
        }
    }

    /**
     * Writes a record exactly as it stands, {@code created} and {@code lastModified} included, in place of the one with
     * its {@code localId}. What is missing of the envelope is made.
     *
     * @return                          the localId
     * @throws IllegalArgumentException when {@code json} is not a record, or a remoteId is taken
     */
    public String putAsIs(String type, String json) {
        return replace(type, ownRecord(json));
    }

    /**
     * Writes a record like {@link #put}, but dated {@code lastModified} and not visible before the clock reaches
     * {@code visibleAt}: a transaction that was committed late.
     *
     * @return                          the localId
     * @throws IllegalArgumentException when {@code json} is not a record, or a remoteId is taken
     */
    public String putLate(String type, String json, Instant lastModified, Instant visibleAt) {
        return records.writeLate(type, ownRecord(json).put("lastModified", lastModified.toString()), visibleAt);
    }

    /**
     * {@linkplain #putAsIs Puts as they are} all records of a file that holds a JSON array; a name ending in
     * {@code .gz} is unpacked.
     *
     * @return                          how many
     * @throws IllegalArgumentException when the content is not an array of records
     */
    public int load(String type, Path file) throws IOException {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
             InputStream json = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes) {
            return load(type, json);
        }
    }

    /**
     * {@linkplain #putAsIs Puts as they are} all records of a JSON array, one by one as they are read.
     *
     * @return                          how many
     * @throws IllegalArgumentException when the content is not an array of records
     */
    public int load(String type, InputStream jsonArray) throws IOException {
        int loaded = 0;
        try (MappingIterator<ObjectNode> array = Json.MAPPER.readerFor(ObjectNode.class).readValues(jsonArray)) {
            if (array.getParser().hasCurrentToken() || !array.getParser().getParsingContext().inArray()) {
                throw new IllegalArgumentException("Not a JSON array of " + type + " records");
            }
            while (array.hasNextValue()) {
                replace(type, linked(Json.recordOf(array.nextValue())));
                loaded++;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "Not a JSON array of " + type + " records: after " + loaded + ": " + e.getMessage(), e);
        }
        return loaded;
    }

    /** The current records of a type, in the order in which they were created. */
    public List<RecordVersion> records(String type) {
        return records.all(type);
    }

    /** @throws NoSuchElementException when there is none */
    public RecordVersion record(String type, String localId) {
        return records.byLocalId(type, localId)
                .orElseThrow(() -> new NoSuchElementException(code + " has no " + type + " with localId " + localId));
    }

    /** The record that a connection calls {@code remoteId}. */
    public Optional<RecordVersion> recordByRemoteId(String type, String connectionId, String remoteId) {
        return records.byRemoteId(type, connectionId, remoteId);
    }

    /** Every version of every record that was ever visible, in the order in which they became it. */
    public List<RecordVersion> history() {
        return records.history();
    }

    /** The event history: what the connections reported, oldest first. */
    public synchronized List<LoggedEvent> events() {
        return List.copyOf(events);
    }

    /** The files, with their data as far as it was uploaded. */
    public synchronized List<UploadedFile> files() {
        return records.all("file").stream()
                .map(file -> UploadedFile.of(file.node(), fileData.getOrDefault(file.localId(), new byte[0])))
                .toList();
    }

    TenantRecords store() {
        return records;
    }

    synchronized boolean admits(String name, String password) {
        return password.equals(passwords.get(name));
    }

    synchronized boolean hasConnection(String connectionId) {
        return connections.contains(connectionId);
    }

    synchronized List<String> connections() {
        return List.copyOf(connections);
    }

    List<PlugActivity> plugs() {
        return plugs.all();
    }

    /** What a request of one of its Connections was answered; 0 for no complete answer. */
    void note(ReceivedRequest request, int status) {
        request.header("X-ConnectionId").filter(this::hasConnection)
                .ifPresent(connectionId -> plugs.note(connectionId, request, status));
    }

    synchronized void log(LoggedEvent event) {
        events.add(event);
    }

    synchronized void keepFileData(String localId, byte[] data) {
        fileData.put(localId, data);
    }

    private String replace(String type, ObjectNode record) {
        return accepted(() -> records.replace(type, record)).localId();
    }

    /** Over HTTP a remoteId that is taken is an answer; here it is a mistake of the program. */
    private static RecordVersion accepted(Supplier<RecordVersion> write) {
        try {
            return write.get();
        } catch (Refusal e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private ObjectNode ownRecord(String json) {
        return linked(Json.given(json));
    }

    /** A remoteId without a remoteIdMap says whose it is only while there is one connection. */
    private synchronized ObjectNode linked(ObjectNode record) {
        if (record.hasNonNull("remoteId") && !record.has("remoteIdMap")) {
            if (connections.size() != 1) {
                throw new IllegalArgumentException(
                        "remoteId " + record.get("remoteId") + " belongs to a connection, and " + code + " has "
                                                   + connections.size()
                                                   + ": give a remoteIdMap {\"<connection id>\": \"<remoteId>\"} instead");
            }
            record.putObject("remoteIdMap").set(connections.iterator().next(), record.get("remoteId"));
        }
        return record;
    }

    /** The tenant's code; no user and no password. */
    @Override
    public String toString() {
        return code;
    }
}

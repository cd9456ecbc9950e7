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
package org.tenantapi.camel.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.postgresql.ds.PGSimpleDataSource;
import org.tenantapi.camel.position.JdbcPositionStore;
import org.tenantapi.camel.position.PositionStore;

/**
 * Where the nodes have their position in common.
 */
enum SharedStore {

    POSTGRESQL {
        @Override
        Backend start() throws IOException {
            EmbeddedPostgres postgres = EmbeddedPostgres.start();
            // else a node that freezes within a transaction keeps the others from taking the position over
            String address = postgres.getJdbcUrl("postgres", "postgres")
                             + "&options=-c%20idle_in_transaction_session_timeout=2s";
            return new Backend(address, postgres);
        }

        @Override
        PositionStore connect(String address) {
            // tag::postgresql[]
            PGSimpleDataSource dataSource = new PGSimpleDataSource();
            dataSource.setUrl(address);
            return new JdbcPositionStore(dataSource);
            // end::postgresql[]
        }
    },

    /** Each node is a member, and holds the backup of what the other has. */
    HAZELCAST {
        @Override
        Backend start() throws IOException {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return new Backend(String.valueOf(free.getLocalPort()), () -> {
                });
            }
        }

        @Override
        PositionStore connect(String address) {
            return HazelcastMember.store(Integer.parseInt(address));
        }
    };

    /** What runs outside the nodes. */
    record Backend(String address, Closeable server) implements Closeable {

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    /** To be called by the test. */
    abstract Backend start() throws IOException;

    /** To be called by a node; returns when the position would survive the death of any one node. */
    abstract PositionStore connect(String address);
}

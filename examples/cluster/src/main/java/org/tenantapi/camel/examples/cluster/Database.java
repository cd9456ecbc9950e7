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
package org.tenantapi.camel.examples.cluster;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

import org.h2.tools.Server;

/**
 * The database in which the nodes keep their position.
 */
final class Database implements AutoCloseable {

    private final Server server;
    /** as long as it is open, the database is there */
    private final Connection connection;

    Database() throws SQLException {
        System.setProperty("h2.bindAddress", "127.0.0.1");
        connection = DriverManager.getConnection("jdbc:h2:mem:positions");
        server = Server.createTcpServer("-tcpPort", "0").start();
    }

    String url() {
        return "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:positions";
    }

    @Override
    public void close() throws SQLException {
        server.stop();
        connection.close();
    }
}

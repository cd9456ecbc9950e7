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
package org.tenantapi.camel.examples.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.tenantapi.camel.testkit.TenantApiSimulator;

/**
 * Starts a simulator of the platform, and beside it Camel CLI with the routes of the folder it is started in, as
 * {@code camel run *.camel.yaml application.properties} does.
 */
public final class CamelCliExample {

    private static final String USER = "connector";
    private static final String PASSWORD = "secret";

    private CamelCliExample() {
    }

    /**
     * @param arguments the file with the orders, the folder of the build, and the simulator's port or 0
     */
    public static void main(String[] arguments) throws Exception {
        Path build = Path.of(arguments[1]).toAbsolutePath();
        try (TenantApiSimulator platform = TenantApiSimulator.builder().port(Integer.parseInt(arguments[2])).start()) {
            int orders = platform.tenant("acme").user(USER, PASSWORD).connection("1001").load("order", Path.of(arguments[0]));
            System.out.printf("%,d orders are at %s%n", orders, platform.baseUrl());
            Process cli = cli(build, platform.baseUrl());
            Runtime.getRuntime().addShutdownHook(new Thread(cli::destroy));
            System.exit(cli.waitFor());
        }
    }

    private static Process cli(Path build, String baseUrl) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                        // its .m2/settings.xml: so that what has just been built is found, and is not put into your repository
                        "-Duser.home=" + build.resolve("cli-home"),
                        "-cp", Files.readString(build.resolve("cli.classpath")).strip() + ":" + build.resolve("classes"),
                        CamelCli.class.getName(), "run"));
        try (Stream<Path> routes = Files.list(Path.of(""))) {
            routes.map(Path::toString).filter(name -> name.endsWith(".camel.yaml")).sorted().forEach(command::add);
        }
        command.addAll(List.of("application.properties", "--property=tenant.base-url=" + baseUrl, "--logging-color=false",
                "--repo=" + build.resolve("repository").toUri()));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("TENANT_USER", USER);
        builder.environment().put("TENANT_PASSWORD", PASSWORD);
        return builder.start();
    }
}

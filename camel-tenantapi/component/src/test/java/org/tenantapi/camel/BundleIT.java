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

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The built jar as an OSGi bundle; that it runs as one is tested in camel-tenantapi/it.
 */
class BundleIT {

    private static final Path JAR = Path.of(System.getProperty("bundle"));

    @Test
    void acceptsEveryCamelThatIsSupported() throws IOException {
        assertThat(imports()).filteredOn(clause -> clause.startsWith("org.apache.camel"))
                .isNotEmpty()
                .allSatisfy(clause -> assertThat(clause).contains(";version=\"[4.14,5)\""));
    }

    @Test
    void acceptsTheLibrariesThatOlderCamelsBring() throws IOException {
        assertThat(imports()).filteredOn(clause -> clause.startsWith("com.fasterxml.jackson."))
                .isNotEmpty()
                .allSatisfy(clause -> assertThat(clause).contains(";version=\"[2.15,3)\""));
        // Apache HttpClient is not a bundle as released: the one who wraps it chooses a version
        assertThat(imports()).filteredOn(clause -> clause.startsWith("org.apache.hc."))
                .isNotEmpty()
                .allSatisfy(clause -> assertThat(clause).contains(";version=0"));
        assertThat(imports()).contains("org.slf4j;version=\"[1.7,3)\"");
    }

    @Test
    void importsNothingElse() throws IOException {
        assertThat(imports()).allSatisfy(clause -> assertThat(clause)
                .matches(
                        "(org\\.apache\\.camel|com\\.fasterxml\\.jackson\\.|org\\.apache\\.hc\\.|org\\.slf4j|javax\\.(net\\.ssl|security\\.auth|sql)"
                         + "|io\\.micrometer\\..*resolution:=optional"
                         + "|org\\.springframework\\.jdbc\\.datasource;.*resolution:=optional).*"));
    }

    @Test
    void needsNoDatabaseWhereThereIsNone() throws IOException {
        assertThat(imports()).contains("javax.sql;resolution:=optional");
    }

    @Test
    void needsNoTracingWhereThereIsNone() throws IOException {
        assertThat(imports()).filteredOn(clause -> clause.startsWith("org.apache.camel.telemetry")).isNotEmpty()
                .allSatisfy(clause -> assertThat(clause).contains("resolution:=optional"));
    }

    @Test
    void asksForTheExtenderThatFindsComponents() throws IOException {
        assertThat(header("Require-Capability")).contains("osgi.extender;filter:=\"(osgi.extender=org.apache.camel)\"");
    }

    @Test
    void exportsWhatIsInItAndHoldsNothingOfOthers() throws IOException {
        assertThat(header("Bundle-SymbolicName")).isEqualTo("org.tenantapi.camel-tenantapi");
        assertThat(clauses("Export-Package")).isNotEmpty()
                .allSatisfy(clause -> assertThat(clause).startsWith("org.tenantapi.camel").doesNotContain(".internal"));
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class") || name.endsWith(".jar")))
                    .isNotEmpty().allSatisfy(name -> assertThat(name).startsWith("org/tenantapi/camel/"));
            assertThat(jar.getEntry("META-INF/services/org/apache/camel/component/tenantapi")).isNotNull();
            assertThat(jar.getEntry("META-INF/services/org/apache/camel/TypeConverterLoader")).isNotNull();
        }
    }

    private static List<String> imports() throws IOException {
        return clauses("Import-Package");
    }

    /** The clauses of a header; a comma within quotes separates none. */
    private static List<String> clauses(String header) throws IOException {
        return Arrays.asList(header(header).split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"));
    }

    private static String header(String name) throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            Attributes attributes = jar.getManifest().getMainAttributes();
            return attributes.getValue(name);
        }
    }
}

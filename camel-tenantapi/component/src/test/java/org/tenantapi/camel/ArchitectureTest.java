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

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;
import org.tenantapi.camel.internal.client.Printable;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Dependencies point one way: from the root to management, from there to export and imports, from these to client; and
 * from all of them to what is public: status, position, and the exceptions and values of the others.
 */
@AnalyzeClasses(packages = "org.tenantapi.camel", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule DEPENDENCIES_POINT_ONE_WAY = layeredArchitecture().consideringOnlyDependenciesInLayers()
            .layer("root").definedBy("org.tenantapi.camel")
            .layer("management").definedBy("org.tenantapi.camel.internal.management")
            .layer("export").definedBy("org.tenantapi.camel.internal.export..")
            .layer("imports").definedBy("org.tenantapi.camel.internal.imports..")
            .layer("client").definedBy("org.tenantapi.camel.internal.client")
            .layer("json").definedBy("org.tenantapi.camel.internal.json")
            .whereLayer("root").mayNotBeAccessedByAnyLayer()
            .whereLayer("management").mayOnlyBeAccessedByLayers("root")
            .whereLayer("export").mayOnlyBeAccessedByLayers("root", "management")
            .whereLayer("imports").mayOnlyBeAccessedByLayers("root", "management")
            .whereLayer("client").mayOnlyBeAccessedByLayers("root", "management", "export", "imports")
            .whereLayer("json").mayOnlyBeAccessedByLayers("imports", "client");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("org.tenantapi.camel.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule WHAT_IS_PUBLIC_KNOWS_NOTHING_INTERNAL = noClasses().that()
            .resideInAnyPackage("org.tenantapi.camel.client", "org.tenantapi.camel.export", "org.tenantapi.camel.imports",
                    "org.tenantapi.camel.position", "org.tenantapi.camel.status")
            .should().dependOnClassesThat(resideInAPackage("org.tenantapi.camel.internal..").and(not(type(Printable.class))));

    @ArchTest
    static final ArchRule A_SNAPSHOT_KNOWS_NOTHING_OF_THE_EXPORT = noClasses().that()
            .resideInAPackage("org.tenantapi.camel.internal.export.snapshot").should().dependOnClassesThat()
            .resideInAPackage("org.tenantapi.camel.internal.export");

    @ArchTest
    static final ArchRule OPERATIONS_KNOW_NOTHING_OF_BATCHES = noClasses().that()
            .resideInAnyPackage("org.tenantapi.camel.internal.imports", "org.tenantapi.camel.internal.imports.json").should()
            .dependOnClassesThat().resideInAPackage("org.tenantapi.camel.internal.imports.batch");

    @ArchTest
    static final ArchRule WHAT_IS_SENT_KNOWS_NOTHING_OF_REQUESTS = noClasses().that()
            .resideInAPackage("org.tenantapi.camel.internal.imports.json").should().dependOnClassesThat()
            .resideInAPackage("org.tenantapi.camel.internal.imports");

    @ArchTest
    static final ArchRule THE_EXPORT_KNOWS_NOTHING_OF_HTTP = noClasses().that()
            .resideInAPackage("org.tenantapi.camel.internal.export..").should().dependOnClassesThat()
            .resideInAnyPackage("org.apache.hc..", "org.apache.camel..");

    /** Save where Spring keeps the connection of a transaction, in an application that has Spring. */
    @ArchTest
    static final ArchRule THE_POSITION_KNOWS_NOTHING_BUT_JAVA = noClasses().that()
            .resideInAPackage("org.tenantapi.camel.position").should().dependOnClassesThat()
            .resideOutsideOfPackages("java..", "javax.sql..", "org.slf4j..", "org.jspecify.annotations",
                    "org.springframework.jdbc.datasource",
                    "org.tenantapi.camel.position");

    @ArchTest
    static final ArchRule THE_STATUS_IS_VALUES_ONLY = noClasses().that()
            .resideInAPackage("org.tenantapi.camel.status").should().dependOnClassesThat()
            .resideOutsideOfPackages("java..", "org.jspecify.annotations", "org.tenantapi.camel.status",
                    "org.tenantapi.camel.position");

    /** So that the build checks the nulls of a package that is new, too. */
    @ArchTest
    static void eachPackageSaysWhatMayBeAbsent(JavaClasses classes) {
        assertThat(classes.stream().map(JavaClass::getPackage).filter(room -> !room.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .filter(name -> !name.startsWith("org.tenantapi.camel.builder")
                        && !name.startsWith("org.tenantapi.camel.testkit"))
                .distinct()).as("packages without @NullMarked in their package-info").isEmpty();
    }
}

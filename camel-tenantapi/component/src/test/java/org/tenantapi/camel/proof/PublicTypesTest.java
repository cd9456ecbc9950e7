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
package org.tenantapi.camel.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The public types are those of the guide's page: a new one is a promise to users, and belongs on the page or into a
 * package that is internal.
 */
class PublicTypesTest {

    private static final String BASE = "org.tenantapi.camel.";
    private static final Path PAGE = Path.of("../../src-docs/public-types.adoc");
    private static final Pattern ROW = Pattern.compile("(?<=^\\||, )`([\\w.]+)`(?=,| \\|)", Pattern.MULTILINE);
    /** Camel's generators make them for Camel alone. */
    private static final Pattern GENERATED = Pattern.compile(".*(Configurer|UriFactory|ConverterLoader)|.*\\.endpoint\\..*");
    /**
     * What Camel and JMX call, and users do not: how a Plug is looked at, and the value of a header that is read as
     * text.
     */
    private static final Set<String> BEHIND_A_PUBLIC_TYPE = Set.of("internal.management.ManagedExport",
            "internal.management.ManagedImport", "internal.management.ExportPlug", "internal.management.ImportPlug",
            "internal.management.ImportPlugs", "internal.management.ImportPlugs$Owner", "internal.imports.ListedRecords",
            "VersionId");

    private static final JavaClasses CLASSES
            = new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("org.tenantapi.camel");

    private static Stream<JavaClass> publicTypes() {
        return CLASSES.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC) && !isInternal(type))
                .filter(type -> !GENERATED.matcher(type.getName()).matches());
    }

    private static boolean isInternal(JavaClass type) {
        return type.getPackageName().startsWith(BASE + "internal") || type.getPackageName().startsWith(BASE + "testkit");
    }

    private static String shortName(JavaClass type) {
        return type.getName().substring(BASE.length());
    }

    @Test
    @DisplayName("the guide's page lists each public type")
    void thePageListsThem() throws IOException {
        List<String> listed = ROW.matcher(Files.readString(PAGE)).results().map((MatchResult row) -> row.group(1)).toList();
        Set<String> types = publicTypes().filter(JavaClass::isTopLevelClass).map(PublicTypesTest::shortName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(types).hasSizeGreaterThan(40).containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    @DisplayName("what a public type gives and takes is public, too")
    void theyNameNothingInternal() {
        Set<String> named = publicTypes().flatMap(PublicTypesTest::named)
                .filter(type -> type.getName().startsWith(BASE))
                .filter(type -> isInternal(type) || !type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(PublicTypesTest::shortName).collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).isSubsetOf(BEHIND_A_PUBLIC_TYPE);
    }

    private static Stream<JavaClass> named(JavaClass type) {
        Stream<JavaType> ofMembers = type.getMembers().stream().filter(PublicTypesTest::isForUsers)
                .flatMap(PublicTypesTest::types);
        Stream<JavaType> ofType = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
        return Stream.concat(ofMembers, ofType).flatMap(found -> found.getAllInvolvedRawTypes().stream())
                .map(JavaClass::getBaseComponentType);
    }

    private static boolean isForUsers(JavaMember member) {
        Set<JavaModifier> modifiers = member.getModifiers();
        return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
                && !modifiers.contains(JavaModifier.SYNTHETIC);
    }

    private static Stream<JavaType> types(JavaMember member) {
        if (member instanceof JavaCodeUnit code) {
            return Stream.concat(Stream.of(code.getReturnType()), code.getParameterTypes().stream());
        }
        return Stream.of(((JavaField) member).getType());
    }
}

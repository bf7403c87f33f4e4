// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class HttpArchitectureTest {
    private static final String ROOT = "io.rowcast.app";
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void shouldDependOnConfigurationMetricsAndRuntimeOnly() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".http..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..")
                        .and(DescribedPredicate.not(resideInAnyPackage(
                                ROOT + ".http..", ROOT + ".config", ROOT + ".metrics", ROOT + ".runtime"))))
                .check(MAIN);
    }

    @Test
    void shouldLeaveProcessorsAndRocksDbToTheTopology() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".http..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.rowcast.topology.processor..", "org.rocksdb..", "org.apache.kafka.clients.."))
                .check(MAIN);
    }

    @Test
    void shouldKeepTheServerOutOfEverythingElse() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".http..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.javalin..", "org.eclipse.jetty.."))
                .check(MAIN);
    }
}

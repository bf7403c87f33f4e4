// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class EvaluateArchitectureTest {
    private static final String PACKAGE = "io.rowcast.app.evaluate";
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(PACKAGE);

    /** What reads files, measures time or reports; all else computes. */
    private static final DescribedPredicate<JavaClass> EDGES = simpleName("DatasetReader")
            .or(simpleName("MappingFile"))
            .or(simpleName("MappingSpec"))
            .or(simpleName("Evaluation"))
            .or(simpleName("EvaluationFiles"))
            .or(simpleName("EvaluationTable"))
            .or(simpleName("ColdTable"))
            .or(DescribedPredicate.describe(
                    "is within one", c -> c.getName().matches(".*\\.(Evaluation|DatasetReader|MappingSpec)\\$.*")));

    @Test
    void shouldKnowNothingOfTheStream() {
        classes()
                .that()
                .resideInAPackage(PACKAGE)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        PACKAGE,
                        "java..",
                        "com.sun.management",
                        "io.rowcast.app.load",
                        "io.rowcast.topology.batch",
                        "io.rowcast.topology.clustering",
                        "io.rowcast.topology.codebook",
                        "io.rowcast.topology.graph",
                        "it.unimi.dsi.fastutil..",
                        "de.siegmar.fastcsv.."))
                .check(MAIN);
    }

    @Test
    void shouldComputeWithoutFilesOrClock() {
        noClasses()
                .that(DescribedPredicate.not(EDGES))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.io", "java.nio.file", "io.rowcast.app.load"))
                .orShould()
                .dependOnClassesThat(resideInAPackage("de.siegmar.."))
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Math.class, "random")
                .check(MAIN);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysFalse;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.rowcast.topology.processor.ClusterVolumePartitioner;
import io.rowcast.topology.processor.InteractionRouter;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arrows point down only. */
final class ArchitectureTest {
    private static final String ROOT = "io.rowcast.topology";
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @ParameterizedTest
    @CsvSource({
        "graph,''",
        "clustering,graph",
        "codebook,graph",
        "batch,graph clustering",
        "solve,graph clustering batch",
        "serde,graph clustering codebook",
        "store,graph clustering codebook serde",
        "format,graph serde",
        "processor,graph clustering codebook serde store format",
        "client,graph codebook serde",
        "audit,graph clustering codebook serde store"
    })
    void shouldDependOnPackagesBelowOnly(String name, String below) {
        String[] allowed = Stream.concat(
                        Stream.of(name), Stream.of(below.split(" ")).filter(word -> !word.isEmpty()))
                .map(word -> ROOT + "." + word + "..")
                .toArray(String[]::new);
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage(ROOT + "." + name + "..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..")
                        .and(not(resideInAnyPackage(allowed)))
                        .and(not(shared(name))));

        rule.check(MAIN);
    }

    private static DescribedPredicate<JavaClass> shared(String name) {
        return switch (name) {
            // The names of stores are the one thing that the topology and its processors both need.
            case "processor" -> equivalentTo(Topics.class);
            // What belongs to a deployment, and where.
            case "audit" ->
                equivalentTo(Topics.class)
                        .or(equivalentTo(ClusteringConfig.class))
                        .or(equivalentTo(InteractionRouter.class))
                        .or(equivalentTo(ClusterVolumePartitioner.class));
            default -> alwaysFalse();
        };
    }

    @ParameterizedTest
    @CsvSource({
        "graph,org.apache.kafka..|org.rocksdb..|org.slf4j..|com.fasterxml..|org.apache.commons..",
        "clustering,org.apache.kafka..|org.rocksdb..|org.slf4j..|com.fasterxml..",
        "codebook,org.apache.kafka..|org.rocksdb..|org.slf4j..|com.fasterxml..",
        "batch,org.apache.kafka..|org.rocksdb..|org.slf4j..|com.fasterxml..",
        "solve,org.apache.kafka..|org.rocksdb..|org.slf4j..|com.fasterxml..",
        "serde,org.apache.kafka..|org.rocksdb..|org.slf4j..|com.fasterxml.jackson.databind..|org.apache.avro..",
        "format,org.apache.kafka.streams..|org.apache.kafka.clients..|org.rocksdb..|org.slf4j..",
        "store,com.fasterxml..",
        "processor,com.fasterxml..|org.rocksdb..|org.apache.avro..",
        "client,org.apache.kafka.streams..|org.rocksdb..|org.apache.avro..",
        "audit,org.apache.kafka.streams..|org.apache.kafka.clients..|com.fasterxml.."
    })
    void shouldNotKnowTheOutsideWorld(String name, String outside) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + name + "..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(outside.split("\\|")))
                .check(MAIN);
    }

    @Test
    void shouldUseProcessorsInTheTopologyOnly() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".processor..")
                .should()
                .onlyHaveDependentClassesThat(resideInAnyPackage(ROOT, ROOT + ".processor..", ROOT + ".audit.."))
                .check(MAIN);
    }

    @Test
    void shouldKeepTheBatchOutOfTheStream() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".batch..", ROOT + ".solve..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(ROOT + ".batch..", ROOT + ".solve.."))
                .check(MAIN);
    }

    @Test
    void shouldTakeTimeFromOutside() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(Random.class)
                .check(MAIN);
    }

    @Test
    void shouldMeasureTimeAtTheEdgesOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, ROOT + ".client")
                .should()
                .callMethod(System.class, "nanoTime")
                .check(MAIN);
    }
}

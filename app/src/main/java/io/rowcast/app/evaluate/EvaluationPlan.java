// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What to evaluate.
 *
 * @param mappings the tables, each with a label of its own
 * @param seeds one training for each table and seed
 * @param rows rows of each side of the mapping files' tables; 0 for as many as each file uses
 * @param validation share of each user's training edges that decide when to stop, in [0, 1)
 * @param training how to train
 * @param coldEvents numbers of first events known of users who come after training, each &gt;= 1
 * @param threads threads to compute with, &gt;= 1
 */
public record EvaluationPlan(
        List<MappingSpec> mappings,
        List<Long> seeds,
        int rows,
        double validation,
        TrainingSettings training,
        List<Integer> coldEvents,
        int threads) {

    /**
     * @throws IllegalArgumentException saying what is wrong
     */
    public EvaluationPlan {
        mappings = List.copyOf(mappings);
        seeds = List.copyOf(seeds);
        coldEvents = List.copyOf(coldEvents);
        if (mappings.isEmpty() || seeds.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to evaluate: give a mapping and a seed");
        }
        Set<String> labels = new HashSet<>();
        for (MappingSpec mapping : mappings) {
            if (!labels.add(mapping.label())) {
                throw new IllegalArgumentException(
                        "two mappings are called " + mapping.label() + ": give one another name with NAME=");
            }
        }
        if (new HashSet<>(seeds).size() < seeds.size()) {
            throw new IllegalArgumentException("a seed comes twice");
        }
        for (MappingSpec mapping : mappings) {
            if (mapping.kind() == MappingSpec.Kind.CCE) {
                CceTable.check(mapping.rows(), training.width());
            }
        }
        if (rows < 0) {
            throw new IllegalArgumentException("rows must be 1 or more, not " + rows);
        }
        if (!(validation >= 0 && validation < 1)) {
            throw new IllegalArgumentException("validation must be in [0, 1), not " + validation);
        }
        if (coldEvents.stream().anyMatch(events -> events < 1)) {
            throw new IllegalArgumentException("cold-events must be 1 or more");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be 1 or more, not " + threads);
        }
    }
}

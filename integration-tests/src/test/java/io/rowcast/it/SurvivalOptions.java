// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import io.rowcast.app.demo.DemoOptions;
import io.rowcast.app.demo.PlantedStream;
import io.rowcast.topology.graph.Interaction;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * How hard the survival tests try: {@code -Drowcast.it.long=true} for the long form, {@code -Drowcast.it.kills=N} and
 * {@code -Drowcast.it.rounds=N} for numbers of one's own, {@code -Drowcast.it.seed=N} for other moments and other events,
 * {@code -Drowcast.it.input=FILE -Drowcast.it.rate=N} for the events of a file, over and over, at so many a second.
 *
 * @param seed of every random choice of a test
 * @param kills instances killed by {@link KillIT}
 * @param rounds how often the other tests repeat what they do
 * @param rate events per second
 */
record SurvivalOptions(long seed, int kills, int rounds, int rate) {
    private static final long DEFAULT_SEED = 20_261_121;

    static SurvivalOptions get() {
        boolean longForm = Boolean.parseBoolean(property("rowcast.it.long", "false"));
        return new SurvivalOptions(
                Long.parseLong(property("rowcast.it.seed", Long.toString(DEFAULT_SEED))),
                Integer.parseInt(property("rowcast.it.kills", longForm ? "50" : "3")),
                Integer.parseInt(property("rowcast.it.rounds", longForm ? "5" : "1")),
                Integer.parseInt(property("rowcast.it.rate", longForm ? "1500" : "500")));
    }

    /** Events to keep a deployment busy with. */
    Supplier<Interaction> events() {
        if (property("rowcast.it.rate", "").isEmpty()
                || property("rowcast.it.input", "").isEmpty()) {
            return new PlantedStream(new DemoOptions(1, 200, 4000, 2500, 0.6, 0.5, 100_000, seed))::next;
        }
        List<String[]> edges = Dataset.get().edges();
        int[] next = {0};
        return () -> {
            String[] edge = edges.get(next[0]++ % edges.size());
            return Interaction.add(edge[0], edge[1]);
        };
    }

    SplittableRandom random() {
        return new SplittableRandom(seed);
    }

    private static String property(String name, String otherwise) {
        String value = System.getProperty(name, "");
        return value.isEmpty() ? otherwise : value;
    }
}

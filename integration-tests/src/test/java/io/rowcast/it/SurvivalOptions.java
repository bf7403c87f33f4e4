package io.rowcast.it;

import java.util.SplittableRandom;

/**
 * How hard the survival tests try: {@code -Drowcast.it.long=true} for the long form, {@code -Drowcast.it.kills=N} and
 * {@code -Drowcast.it.rounds=N} for numbers of one's own, {@code -Drowcast.it.seed=N} for other moments and other events.
 *
 * @param seed of every random choice of a test
 * @param kills instances killed by {@link KillIT}
 * @param rounds how often the other tests repeat what they do
 */
record SurvivalOptions(long seed, int kills, int rounds) {
    private static final long DEFAULT_SEED = 20_261_121;

    static SurvivalOptions get() {
        boolean longForm = Boolean.parseBoolean(property("rowcast.it.long", "false"));
        return new SurvivalOptions(
                Long.parseLong(property("rowcast.it.seed", Long.toString(DEFAULT_SEED))),
                Integer.parseInt(property("rowcast.it.kills", longForm ? "50" : "3")),
                Integer.parseInt(property("rowcast.it.rounds", longForm ? "5" : "1")));
    }

    SplittableRandom random() {
        return new SplittableRandom(seed);
    }

    private static String property(String name, String otherwise) {
        String value = System.getProperty(name, "");
        return value.isEmpty() ? otherwise : value;
    }
}

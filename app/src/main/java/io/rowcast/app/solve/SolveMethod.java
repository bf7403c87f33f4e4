// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.solve;

import io.rowcast.topology.batch.BipartiteGraph;
import io.rowcast.topology.solve.Baco;
import io.rowcast.topology.solve.DoubleFrequencyHash;
import io.rowcast.topology.solve.DoubleGraphHash;
import io.rowcast.topology.solve.DoubleHash;
import io.rowcast.topology.solve.FixedRows;
import io.rowcast.topology.solve.FrequencyHash;
import io.rowcast.topology.solve.FullTable;
import io.rowcast.topology.solve.GraphHash;
import io.rowcast.topology.solve.LocalityHash;
import io.rowcast.topology.solve.PlainPropagation;
import io.rowcast.topology.solve.RandomHash;
import io.rowcast.topology.solve.Solver;
import java.util.Locale;

/** The methods by the names that users give them, with what can be told to each. */
public enum SolveMethod {
    BACO(Setting.RESOLUTION, Setting.GAMMA, Setting.ROUNDS, Setting.SECONDARY, Setting.SEED) {
        @Override
        public Solver solver(SolveSettings settings, BipartiteGraph graph) {
            double gamma = settings.gamma() != null
                    ? settings.gamma()
                    : settings.resolution() != null ? Baco.gamma(graph, settings.resolution()) : Double.NaN;
            int rounds = settings.rounds() == null ? Baco.AS_NEEDED : settings.rounds();
            return new Baco(settings.budget(), gamma, rounds, settings.secondary(), settings.seed());
        }
    },
    ROWCAST(Setting.SECONDARY, Setting.WEIGHTING) {
        @Override
        public Solver solver(SolveSettings settings, BipartiteGraph graph) {
            return new FixedRows(settings.parameters(), settings.secondary());
        }
    },
    GRAPHHASH(Setting.RESOLUTION) {
        @Override
        public Solver solver(SolveSettings settings, BipartiteGraph graph) {
            return new GraphHash(settings.budget(), settings.resolutionOrNaN());
        }
    },
    DOUBLEGRAPHHASH(Setting.RESOLUTION, Setting.SEED) {
        @Override
        public Solver solver(SolveSettings settings, BipartiteGraph graph) {
            return new DoubleGraphHash(settings.budget(), settings.resolutionOrNaN(), settings.seed());
        }
    },
    LP(Setting.ROUNDS, Setting.SEED) {
        @Override
        public Solver solver(SolveSettings settings, BipartiteGraph graph) {
            int rounds = settings.rounds() == null ? PlainPropagation.MOST_ROUNDS : settings.rounds();
            return new PlainPropagation(settings.budget(), rounds, settings.seed());
        }
    },
    RANDOM(Setting.SEED) {
        @Override
        public Solver solver(SolveSettings settings, BipartiteGraph graph) {
            return new RandomHash(settings.rows(), settings.seed());
        }
    },
    DOUBLE(Setting.SEED) {
        @Override
        public Solver solver(SolveSettings settings, BipartiteGraph graph) {
            return new DoubleHash(settings.rows(), settings.seed());
        }
    },
    FREQUENCY(Setting.SEED) {
        @Override
        public Solver solver(SolveSettings settings, BipartiteGraph graph) {
            return new FrequencyHash(settings.rows(), settings.seed());
        }
    },
    DOUBLE_FREQUENCY(Setting.SEED) {
        @Override
        public Solver solver(SolveSettings settings, BipartiteGraph graph) {
            return new DoubleFrequencyHash(settings.rows(), settings.seed());
        }
    },
    LSH(Setting.SEED) {
        @Override
        public Solver solver(SolveSettings settings, BipartiteGraph graph) {
            return new LocalityHash(settings.rows(), settings.seed());
        }
    },
    FULL {
        @Override
        public Solver solver(SolveSettings settings, BipartiteGraph graph) {
            return new FullTable();
        }
    };

    /** What only some methods can be told. */
    public enum Setting {
        RESOLUTION,
        GAMMA,
        ROUNDS,
        SECONDARY,
        WEIGHTING,
        SEED
    }

    /** A bit for each setting. */
    private final int settings;

    SolveMethod(Setting... settings) {
        int bits = 0;
        for (Setting setting : settings) {
            bits |= 1 << setting.ordinal();
        }
        this.settings = bits;
    }

    /** Whether a setting means anything to this method. */
    public boolean takes(Setting setting) {
        return (settings & (1 << setting.ordinal())) != 0;
    }

    /** The solver of this method for a graph. */
    public abstract Solver solver(SolveSettings settings, BipartiteGraph graph);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

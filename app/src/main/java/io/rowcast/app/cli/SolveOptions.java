// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.solve.SolveMethod;
import io.rowcast.app.solve.SolveMethod.Setting;
import io.rowcast.app.solve.SolveSettings;
import io.rowcast.topology.clustering.ClusteringParameters;
import io.rowcast.topology.clustering.VertexWeighting;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What a method can be told. */
final class SolveOptions {
    private static final int MOST_ROWS = 1 << 24;

    /** Whether users get a second row. */
    enum Secondary {
        ON,
        OFF;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(names = "--method", required = true, paramLabel = "METHOD", description = "Which of the methods above.")
    private SolveMethod method;

    @Option(
            names = "--rows",
            paramLabel = "K",
            description =
                    "Rows of each of the two tables; baco, graphhash, doublegraphhash and lp share 2 K between them "
                            + "(default: ${DEFAULT-VALUE}).")
    private int rows = 4096;

    @Option(
            names = "--rho",
            paramLabel = "SHARE",
            description =
                    "The resolution as a share of a vertex's edges, so R = rho * K (default: 0.01, or 1 / K if that is more, "
                            + "for rowcast and for the objective in the summary).")
    private Double rho;

    @Option(
            names = "--resolution",
            paramLabel = "R",
            description = "R for baco, graphhash and doublegraphhash (default: the one that makes most of the rows).")
    private Double resolution;

    @Option(names = "--gamma", paramLabel = "GAMMA", description = "For baco instead: R = gamma * sqrt(edges / items).")
    private Double gamma;

    @Option(names = "--rounds", paramLabel = "N", description = "Most rounds of baco (default: 5) and lp.")
    private Integer rounds;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--secondary",
            paramLabel = "on|off",
            description = "Whether baco and rowcast give users a second row (default: on).")
    private Secondary secondary;

    @Option(
            names = "--user-weighting",
            paramLabel = "W",
            description = "For rowcast: weight of a user in the volume of its cluster, degree, sqrt, log1p or uniform "
                    + "(default: sqrt).")
    private VertexWeighting userWeighting;

    @Option(names = "--item-weighting", paramLabel = "W", description = "Likewise of an item.")
    private VertexWeighting itemWeighting;

    SolveMethod method() {
        return method;
    }

    /**
     * The settings that these options amount to.
     *
     * @throws ParameterException naming the option that is wrong, or that the method does not know
     */
    SolveSettings settings(CommandLine command) {
        refuse(command, rows < 1 || rows > MOST_ROWS, "--rows must be from 1 to " + MOST_ROWS);
        positive(command, "--rho", rho);
        positive(command, "--resolution", resolution);
        positive(command, "--gamma", gamma);
        refuse(command, rounds != null && rounds < 1, "--rounds must be at least 1");
        known(command, "--resolution", resolution, Setting.RESOLUTION);
        known(command, "--gamma", gamma, Setting.GAMMA);
        known(command, "--rounds", rounds, Setting.ROUNDS);
        known(command, "--secondary", secondary, Setting.SECONDARY);
        known(command, "--user-weighting", userWeighting, Setting.WEIGHTING);
        known(command, "--item-weighting", itemWeighting, Setting.WEIGHTING);
        refuse(command, resolution != null && gamma != null, "--gamma and --resolution both give R: leave one out");
        boolean byRho = rho != null && method.takes(Setting.RESOLUTION);
        refuse(command, byRho && resolution != null, "--rho and --resolution both give R: leave one out");
        refuse(command, byRho && gamma != null, "--rho and --gamma both give R: leave one out");
        return new SolveSettings(
                rows,
                rho == null ? ClusteringParameters.defaultRho(rows) : rho,
                byRho ? Double.valueOf(rho * rows) : resolution,
                gamma,
                rounds,
                seed,
                secondary != Secondary.OFF,
                weighting(userWeighting),
                weighting(itemWeighting));
    }

    private static VertexWeighting weighting(VertexWeighting given) {
        return given == null ? ClusteringParameters.DEFAULT_WEIGHTING : given;
    }

    private void known(CommandLine command, String option, Object value, Setting setting) {
        refuse(command, value != null && !method.takes(setting), option + " means nothing to " + method);
    }

    private static void positive(CommandLine command, String option, Double value) {
        refuse(command, value != null && !(value > 0 && value < 1e12), option + " must be above 0");
    }

    private static void refuse(CommandLine command, boolean wrong, String message) {
        if (wrong) {
            throw new ParameterException(command, message);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import java.util.Locale;

/**
 * How much a vertex of a given degree adds to the volume of its cluster. Volumes are exact {@code long} sums, so the
 * irrational weightings are rounded to 1/{@value #SCALE}; the objective uses only ratios of volumes, so the scale
 * cancels out.
 */
public enum VertexWeighting {
    /** The degree: the objective is bipartite modularity with a resolution (GraphHash, arXiv 2412.17245). */
    DEGREE {
        @Override
        public long weight(long degree) {
            return degree;
        }
    },
    /** Square root of the degree: between balancing vertices and balancing edges. */
    SQRT {
        @Override
        public long weight(long degree) {
            return Math.round(SCALE * Math.sqrt((double) degree));
        }
    },
    /** log(1 + degree). */
    LOG1P {
        @Override
        public long weight(long degree) {
            return Math.round(SCALE * Math.log1p((double) degree));
        }
    },
    /** Every vertex weighs the same: the constant Potts model's choice. */
    UNIFORM {
        @Override
        public long weight(long degree) {
            return degree == 0 ? 0 : 1;
        }
    };

    static final int SCALE = 1024;

    /** The word that configuration has for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The weight of a vertex.
     *
     * @param degree the summed weight of the vertex's edges, in edge-weight units, &gt;= 0
     * @return its weight, &gt;= 0, and 0 exactly when the degree is 0
     */
    public abstract long weight(long degree);
}

// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

import java.util.SplittableRandom;

/**
 * A hash function drawn from the universal family ((a x + b) mod p) mod m of Carter and Wegman (1979), p = 2^61 - 1, as the
 * hashing methods of the field draw theirs: two different keys meet with a chance of about 1/m.
 */
final class UniversalHash {
    private static final long PRIME = (1L << 61) - 1;

    private final long factor;
    private final long summand;
    private final int range;

    /**
     * A function drawn at random.
     *
     * @param range m, &gt;= 1
     */
    UniversalHash(SplittableRandom random, int range) {
        this(random.nextLong(1, PRIME), random.nextLong(PRIME), range);
    }

    /**
     * A given function.
     *
     * @param factor a, in [1, p)
     * @param summand b, in [0, p)
     * @param range m, &gt;= 1
     */
    UniversalHash(long factor, long summand, int range) {
        this.factor = factor;
        this.summand = summand;
        this.range = range;
    }

    /**
     * @param key &gt;= 0
     * @return a number in [0, range)
     */
    int hash(int key) {
        long high = Math.multiplyHigh(factor, key);
        long low = factor * key;
        // 2^61 = 1 modulo p: the product is its lower 61 bits plus the rest.
        long folded = (low & PRIME) + ((high << 3) | (low >>> 61)) + summand;
        long residue = (folded & PRIME) + (folded >>> 61);
        return (int) ((residue >= PRIME ? residue - PRIME : residue) % range);
    }
}

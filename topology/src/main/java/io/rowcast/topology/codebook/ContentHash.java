// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.codebook;

/**
 * The content hash of a table, or of one line of it: an unsigned 128-bit number. Sums are taken mod 2^128, so that the hash
 * of a table does not depend on the order of its lines and can be kept up line by line.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record ContentHash(long high, long low) {
    public static final ContentHash ZERO = new ContentHash(0, 0);
    private static final int DIGITS = 16;

    public ContentHash plus(ContentHash other) {
        long sum = low + other.low;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        return new ContentHash(high + other.high + carry, sum);
    }

    public ContentHash minus(ContentHash other) {
        long borrow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
        return new ContentHash(high - other.high - borrow, low - other.low);
    }

    /** 32 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return String.format("%016x%016x", high, low);
    }

    /**
     * Reads what {@link #toString()} wrote.
     *
     * @throws IllegalArgumentException if the text is not 32 lower-case hexadecimal digits
     */
    public static ContentHash parse(String text) {
        if (!text.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("not 32 lower-case hexadecimal digits: " + text);
        }
        return new ContentHash(
                Long.parseUnsignedLong(text.substring(0, DIGITS), 16),
                Long.parseUnsignedLong(text.substring(DIGITS), 16));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.graph;

import java.util.Arrays;

/** A set of small page numbers as a bitmap. Mutable. */
public final class PageSet {
    private long[] words;

    public PageSet() {
        this(new long[1]);
    }

    /** A set from its bitmap, which it then owns. */
    public PageSet(long[] words) {
        this.words = words;
    }

    public boolean contains(int page) {
        int word = page >>> 6;
        return word < words.length && (words[word] & 1L << page) != 0;
    }

    public void add(int page) {
        int word = page >>> 6;
        if (word >= words.length) {
            words = Arrays.copyOf(words, word + 1);
        }
        words[word] |= 1L << page;
    }

    public void remove(int page) {
        int word = page >>> 6;
        if (word < words.length) {
            words[word] &= ~(1L << page);
        }
    }

    /** The lowest page at or after a number, or -1. */
    public int next(int from) {
        int word = from >>> 6;
        if (word >= words.length) {
            return -1;
        }
        long bits = words[word] & -1L << from;
        while (bits == 0) {
            if (++word == words.length) {
                return -1;
            }
            bits = words[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(bits);
    }

    /** Number of 64-bit words of the bitmap. */
    public int wordCount() {
        return words.length;
    }

    public long word(int index) {
        return words[index];
    }

    int heapBytes() {
        return 32 + 8 * words.length;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

/**
 * The best few of many scored items, best first. Equal scores, which tied rows give to many items at once, go by a rank
 * drawn beforehand, so that no order of the input decides who is recommended.
 */
final class TopItems {
    private final int[] tieRanks;
    private final float[] scores;
    private final int[] items;
    private int size;

    /**
     * @param most how many to keep, &gt;= 1
     * @param tieRanks rank of each item among equals, all different, the lowest first
     */
    TopItems(int most, int[] tieRanks) {
        this.tieRanks = tieRanks;
        this.scores = new float[most];
        this.items = new int[most];
    }

    void clear() {
        size = 0;
    }

    /** The score below which nothing is taken any more. */
    float threshold() {
        return size < scores.length ? Float.NEGATIVE_INFINITY : scores[size - 1];
    }

    void offer(int item, float score) {
        if (size == scores.length && !before(item, score, size - 1)) {
            return;
        }
        int position = size < scores.length ? size++ : size - 1;
        while (position > 0 && before(item, score, position - 1)) {
            scores[position] = scores[position - 1];
            items[position] = items[position - 1];
            position--;
        }
        scores[position] = score;
        items[position] = item;
    }

    private boolean before(int item, float score, int position) {
        return score > scores[position] || (score == scores[position] && tieRanks[item] < tieRanks[items[position]]);
    }

    int size() {
        return size;
    }

    /**
     * An item by its place.
     *
     * @param place in [0, {@link #size()})
     */
    int item(int place) {
        return items[place];
    }
}

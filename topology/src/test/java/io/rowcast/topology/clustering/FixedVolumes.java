// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import io.rowcast.topology.graph.Side;
import java.util.Arrays;

/** Volumes that a test writes down; the vertex under test is the only task's. */
final class FixedVolumes implements ClusterVolumes {
    private final long[] users;
    private final long[] items;
    private long edgeWeight;
    private double userPremium;
    private double itemPremium;

    FixedVolumes(int rows) {
        users = new long[rows];
        items = new long[rows];
    }

    /** Volumes of the user side, label by label; the rest is 0. */
    FixedVolumes users(long... ofLabels) {
        System.arraycopy(ofLabels, 0, users, 0, ofLabels.length);
        return this;
    }

    /** Volumes of the item side, label by label; the rest is 0. */
    FixedVolumes items(long... ofLabels) {
        System.arraycopy(ofLabels, 0, items, 0, ofLabels.length);
        return this;
    }

    FixedVolumes edges(long weight) {
        edgeWeight = weight;
        return this;
    }

    FixedVolumes premiums(double user, double item) {
        userPremium = user;
        itemPremium = item;
        return this;
    }

    @Override
    public long volume(Side side, int label) {
        return of(side)[label];
    }

    @Override
    public long total(Side side) {
        return Arrays.stream(of(side)).sum();
    }

    @Override
    public long edgeWeight() {
        return edgeWeight;
    }

    /** Enough that R = rho * K. */
    @Override
    public long vertices(Side side) {
        return 2L * users.length;
    }

    @Override
    public double premium(Side side) {
        return side == Side.USER ? userPremium : itemPremium;
    }

    @Override
    public boolean vacant(Side side, int label, long weight) {
        return of(side)[label] <= weight;
    }

    private long[] of(Side side) {
        return side == Side.USER ? users : items;
    }
}

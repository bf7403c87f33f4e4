package io.rowcast.topology.solve;

import io.rowcast.topology.batch.BipartiteGraph;
import io.rowcast.topology.graph.Side;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Labels of the vertices of both sides, each in a label of its own at first. Both sides are numbered together: user u is
 * vertex u, item i is vertex users + i, and the first label of a vertex is its number.
 */
final class CoLabels {
    final int[] users;
    final int[] items;

    /** Vertices of both sides that carry a label, by label. */
    private final int[] userCount;

    private final int[] itemCount;
    private int userLabels;
    private int itemLabels;

    private CoLabels(int[] users, int[] items) {
        this.users = users;
        this.items = items;
        this.userCount = count(users, vertices());
        this.itemCount = count(items, vertices());
        this.userLabels = inUse(userCount);
        this.itemLabels = inUse(itemCount);
    }

    /** Every vertex with an edge alone in its label, all others without one. */
    static CoLabels singletons(BipartiteGraph graph) {
        int[] users = new int[graph.vertices(Side.USER)];
        int[] items = new int[graph.vertices(Side.ITEM)];
        Arrays.setAll(users, user -> user);
        Arrays.setAll(items, item -> users.length + item);
        return of(graph, users, items);
    }

    /**
     * Given labels, in [0, vertices of both sides); they are taken away from vertices without edges. The arrays are kept.
     */
    static CoLabels of(BipartiteGraph graph, int[] users, int[] items) {
        for (int user = 0; user < users.length; user++) {
            users[user] = graph.degree(Side.USER, user) == 0 ? Rows.NO_ROW : users[user];
        }
        for (int item = 0; item < items.length; item++) {
            items[item] = graph.degree(Side.ITEM, item) == 0 ? Rows.NO_ROW : items[item];
        }
        return new CoLabels(users, items);
    }

    /** Vertices of both sides. */
    int vertices() {
        return users.length + items.length;
    }

    /** Labels of the users plus labels of the items: what a budget counts. */
    int rows() {
        return userLabels + itemLabels;
    }

    void moveUser(int user, int label) {
        userLabels += moved(userCount, users[user], label);
        users[user] = label;
    }

    void moveItem(int item, int label) {
        itemLabels += moved(itemCount, items[item], label);
        items[item] = label;
    }

    boolean hasUser(int label) {
        return userCount[label] > 0;
    }

    /** All vertices in an order drawn anew, put into an array of {@link #vertices()}. */
    static void shuffle(int[] order, SplittableRandom random) {
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }

    /**
     * The labels as rows without gaps on either side: first those that both sides carry, which get the same row on both,
     * then those of one side alone.
     *
     * @param second a second label of each user that some user carries, or {@link Rows#NO_ROW}; {@code null} for none
     */
    Solution solution(int[] second, double resolution, int rounds) {
        int[] userRow = new int[userCount.length];
        int[] itemRow = new int[userCount.length];
        int shared = 0;
        for (int label = 0; label < userRow.length; label++) {
            if (userCount[label] > 0 && itemCount[label] > 0) {
                userRow[label] = shared;
                itemRow[label] = shared++;
            }
        }
        int userTable = shared;
        int itemTable = shared;
        for (int label = 0; label < userRow.length; label++) {
            if (userCount[label] > 0 && itemCount[label] == 0) {
                userRow[label] = userTable++;
            } else if (itemCount[label] > 0 && userCount[label] == 0) {
                itemRow[label] = itemTable++;
            }
        }
        Rows ofUsers = new Rows(map(users, userRow), second == null ? null : map(second, userRow), userTable);
        Rows ofItems = Rows.of(map(items, itemRow), itemTable);
        return new Solution(ofUsers, ofItems, new CoClusters(users, items), resolution, rounds);
    }

    private static int[] count(int[] labels, int range) {
        int[] count = new int[range];
        for (int label : labels) {
            if (label != Rows.NO_ROW) {
                count[label]++;
            }
        }
        return count;
    }

    private static int inUse(int[] count) {
        int used = 0;
        for (int vertices : count) {
            used += vertices > 0 ? 1 : 0;
        }
        return used;
    }

    private static int moved(int[] count, int from, int to) {
        int emptied = --count[from] == 0 ? 1 : 0;
        int opened = count[to]++ == 0 ? 1 : 0;
        return opened - emptied;
    }

    private static int[] map(int[] labels, int[] rows) {
        int[] mapped = new int[labels.length];
        for (int vertex = 0; vertex < labels.length; vertex++) {
            mapped[vertex] = labels[vertex] == Rows.NO_ROW ? Rows.NO_ROW : rows[labels[vertex]];
        }
        return mapped;
    }
}

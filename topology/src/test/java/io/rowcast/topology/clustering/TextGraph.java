// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.graph.Votes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Item labels and users written as text: {@code "a=0 b=0 c=1"} and {@code "a b c"}. */
final class TextGraph implements ItemLabels {
    private final Map<Long, Integer> labels = new HashMap<>();
    private final Map<Long, String> names = new HashMap<>();
    private int looks;

    private TextGraph() {}

    /** Items with their labels; an item that is not named has none. */
    static TextGraph of(String items) {
        TextGraph graph = new TextGraph();
        for (String item : words(items)) {
            graph.label(item.substring(0, item.indexOf('=')), Integer.parseInt(item.substring(item.indexOf('=') + 1)));
        }
        return graph;
    }

    TextGraph label(String item, int label) {
        labels.put(item(item), label);
        return this;
    }

    long item(String name) {
        long hash = VertexId.of(name).hash();
        names.put(hash, name);
        return hash;
    }

    /** A user with an edge of weight 1 to each item. */
    UserVertex user(String items) {
        UserVertex user = new UserVertex("u", false);
        for (String item : words(items)) {
            user.add(item(item), 1);
        }
        return user;
    }

    /** A user with edges of given weights: {@code "a=100 b=250"}. */
    UserVertex weightedUser(String items) {
        UserVertex user = new UserVertex("u", true);
        for (String item : words(items)) {
            user.add(item(item.substring(0, item.indexOf('='))), Long.parseLong(item.substring(item.indexOf('=') + 1)));
        }
        return user;
    }

    /** The items of a user, oldest first. */
    String items(UserVertex user) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < user.size(); i++) {
            text.append(i == 0 ? "" : " ").append(names.get(user.item(i)));
        }
        return text.toString();
    }

    /** Votes as {@code "0>1 a b"}: {@code -} for no label, {@code 'a'} where the id is told, {@code a*250} where a weight is. */
    List<String> told(UserChange change) {
        return change.votes().stream().map(this::told).toList();
    }

    /** How many labels were looked up. */
    int looks() {
        return looks;
    }

    @Override
    public int label(long item) {
        looks++;
        return labels.getOrDefault(item, -1);
    }

    @Override
    public boolean collides(long item, int check) {
        return false;
    }

    private String told(Votes votes) {
        StringBuilder text =
                new StringBuilder((votes.from() < 0 ? "-" : votes.from()) + ">" + (votes.to() < 0 ? "-" : votes.to()));
        for (int i = 0; i < votes.items().length; i++) {
            String name = names.get(votes.items()[i]);
            text.append(' ').append(name.equals(votes.id()) ? "'" + name + "'" : name);
            if (votes.weights() != null) {
                text.append('*').append(votes.weight(i));
            }
        }
        return text.toString();
    }

    private static String[] words(String text) {
        return text.isEmpty() ? new String[0] : text.split(" ");
    }
}

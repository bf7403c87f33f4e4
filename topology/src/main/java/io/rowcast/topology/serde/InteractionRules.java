// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Interaction.Op;

/** What an interaction must be like to be applied, whatever it was decoded from. */
public final class InteractionRules {
    private InteractionRules() {}

    /** What is wrong with an interaction, beginning with the field; {@code null} if nothing is. */
    public static String problemOf(Interaction interaction) {
        if (interaction.op() == null) {
            return "op: is missing";
        }
        if (interaction.op() == Op.FORGET) {
            if ((interaction.user() == null) == (interaction.item() == null)) {
                return "op: forget takes either a user or an item";
            }
        } else if (interaction.user() == null) {
            return "user: is missing";
        } else if (interaction.item() == null) {
            return "item: is missing";
        }
        String user = problemOf("user: ", interaction.user());
        String item = user == null ? problemOf("item: ", interaction.item()) : user;
        if (item != null) {
            return item;
        }
        if (!(interaction.weight() > 0 && interaction.weight() <= Interaction.MAX_WEIGHT)) {
            return "weight: must be a number above 0 and at most " + (long) Interaction.MAX_WEIGHT;
        }
        return interaction.timestamp() < 0 && interaction.timestamp() != Interaction.NO_TIMESTAMP
                ? "timestamp: is before 1970"
                : null;
    }

    private static String problemOf(String field, String id) {
        String problem = id == null ? null : Ids.problemOf(id);
        return problem == null ? null : field + problem;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import io.rowcast.topology.codebook.CodebookVersion.Rows;
import io.rowcast.topology.codebook.ContentHash;
import io.rowcast.topology.codebook.ContentHasher;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.codebook.RowState;
import io.rowcast.topology.codebook.TableSum;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.MappingJson;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** The table as a reader holds it that knows nothing of what a record replaces. */
final class NaiveTable {
    private final Map<String, Mapping> mappings = new HashMap<>();
    private final Map<String, RowState> rows = new HashMap<>();
    private final Map<String, Set<String>> touched = new HashMap<>();
    private Map<String, RowState> rowsBefore = Map.of();

    void apply(byte[] key, byte[] value) {
        String text = TestDeployment.text(key);
        switch (MappingJson.kind(key)) {
            case MAPPING -> {
                Mapping now = MappingJson.decode(key, value);
                Set<String> members = members(mappings.get(text));
                Set<String> membersNow = members(now);
                for (String row : members) {
                    note(row, !membersNow.contains(row));
                }
                for (String row : membersNow) {
                    note(row, !members.contains(row));
                }
                if (value == null) {
                    mappings.remove(text);
                } else {
                    mappings.put(text, now);
                }
            }
            case ROW -> rows.put(text, MappingJson.decodeRow(key, value));
            case UNKNOWN -> throw new AssertionError(text);
        }
    }

    private void note(String row, boolean changed) {
        if (changed) {
            touched.computeIfAbsent(row.substring(0, 4), side -> new HashSet<>())
                    .add(row.substring(4));
        }
    }

    private static Set<String> members(Mapping mapping) {
        Set<String> members = new HashSet<>();
        if (mapping != null && mapping.row() != Mapping.NO_ROW) {
            members.add(mapping.side().word() + mapping.row() + "." + mapping.generation());
            if (mapping.secondaryRow() != Mapping.NO_ROW) {
                members.add(mapping.side().word() + mapping.secondaryRow() + "." + mapping.secondaryGeneration());
            }
        }
        return members;
    }

    /** Begins to note changes anew, as after a version. */
    void mark() {
        touched.clear();
        rowsBefore = new HashMap<>(rows);
    }

    TableSum sum() {
        ContentHasher hasher = new ContentHasher();
        ContentHash hash = ContentHash.ZERO;
        for (Mapping mapping : mappings.values()) {
            hash = hash.plus(hasher.of(mapping));
        }
        for (RowState row : rows.values()) {
            hash = hash.plus(hasher.of(row));
        }
        return new TableSum(vertices(Side.USER), vertices(Side.ITEM), inUse(Side.USER), inUse(Side.ITEM), hash);
    }

    private long vertices(Side side) {
        return mappings.values().stream()
                .filter(mapping -> mapping.side() == side)
                .count();
    }

    private long inUse(Side side) {
        return rows.values().stream()
                .filter(row -> row.side() == side && row.members())
                .count();
    }

    Rows changed() {
        return new Rows(changed("user"), changed("item"));
    }

    private BitSet changed(String side) {
        BitSet bits = new BitSet();
        for (String row : touched.getOrDefault(side, Set.of())) {
            bits.set(Integer.parseInt(row.substring(0, row.indexOf('.'))));
        }
        return bits;
    }

    Rows reset() {
        ToIntFunction<String> before =
                key -> rowsBefore.containsKey(key) ? rowsBefore.get(key).generation() : 0;
        return rows(key -> rows.get(key).generation() > before.applyAsInt(key));
    }

    Rows freed() {
        return rows(key -> rowsBefore.containsKey(key)
                && rowsBefore.get(key).members()
                && !rows.get(key).members());
    }

    private Rows rows(Predicate<String> which) {
        BitSet user = new BitSet();
        BitSet item = new BitSet();
        rows.forEach((key, row) -> (row.side() == Side.USER ? user : item).set(row.row(), which.test(key)));
        return new Rows(user, item);
    }
}

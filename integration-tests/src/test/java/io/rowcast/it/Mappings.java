// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.MappingJson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The mappings of a deployment, as its topic has them at a moment.
 *
 * @param byKey by keys such as {@code user:u1}, in their order
 */
record Mappings(Map<String, Mapping> byKey) {

    static Mappings read(String servers, String topic) {
        Map<String, Mapping> byKey = new TreeMap<>();
        new TopicContents(servers).latest(topic).forEach((key, value) -> {
            if (MappingJson.kind(key.get()) == MappingJson.Kind.MAPPING) {
                Mapping mapping = MappingJson.decode(key.get(), value);
                byKey.put(mapping.side().word() + ":" + mapping.id(), mapping);
            }
        });
        return new Mappings(byKey);
    }

    List<Mapping> of(Side side) {
        return byKey.values().stream().filter(mapping -> mapping.side() == side).toList();
    }

    /** A request that looks up all ids. */
    String lookup() {
        return "{\"users\":" + ids(Side.USER) + ",\"items\":" + ids(Side.ITEM) + "}";
    }

    private String ids(Side side) {
        return of(side).stream()
                .map(mapping -> mapping.id().matches("[0-9]+") ? mapping.id() : "\"" + mapping.id() + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }
}

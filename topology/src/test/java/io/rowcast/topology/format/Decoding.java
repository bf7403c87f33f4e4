// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.format;

import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Interaction.Op;
import io.rowcast.topology.serde.InvalidInteractionException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One format with its settings, and what it makes of records. */
final class Decoding {
    private final InteractionFormat format;

    /**
     * @param settings names and values in turn
     */
    Decoding(String name, String... settings) {
        format = InteractionFormats.create(name, settings(settings));
    }

    static Map<String, String> settings(String... settings) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            map.put(settings[i], settings[i + 1]);
        }
        return map;
    }

    List<Interaction> of(byte[] key, byte[] value, Map<String, String> headers) throws InvalidInteractionException {
        List<Interaction> interactions = new ArrayList<>();
        format.decode(
                new EventRecord(key, value, name -> headers.containsKey(name) ? bytes(headers.get(name)) : null, 99),
                interactions::add);
        return interactions;
    }

    List<Interaction> of(byte[] value) throws InvalidInteractionException {
        return of(null, value, Map.of());
    }

    List<Interaction> of(String value) throws InvalidInteractionException {
        return of(null, json(value), Map.of());
    }

    /** Why a record cannot be decoded. */
    String reason(byte[] key, byte[] value, Map<String, String> headers) {
        try {
            return "is " + of(key, value, headers);
        } catch (InvalidInteractionException e) {
            return e.getMessage();
        }
    }

    String reason(String value) {
        return reason(null, json(value), Map.of());
    }

    /** The bytes of JSON that has single quotes. */
    static byte[] json(String text) {
        return bytes(text.replace('\'', '"'));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Interaction add(String user, String item, double weight, long timestamp) {
        return new Interaction(Op.ADD, user, item, weight, timestamp);
    }

    static Interaction remove(String user, String item, long timestamp) {
        return new Interaction(Op.REMOVE, user, item, 1, timestamp);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Interaction.Op;
import io.rowcast.topology.serde.InvalidInteractionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Change events of Debezium as JSON, with or without their schema
 * (<a href="https://debezium.io/documentation/reference/stable/connectors/postgresql.html#postgresql-change-events-value">change
 * events</a>): a row of the table stands for edges, which {@code interactions.pointer.*} find in it. A change takes back the
 * edges that the row no longer has, then adds those that are new. Flattened events (ExtractNewRecordState) tell of the row as it
 * is now. Heartbeats, schema changes, transaction marks and tombstones say nothing of edges.
 */
final class DebeziumFormat implements InteractionFormat {
    private static final FieldPointers.Defaults COLUMNS =
            new FieldPointers.Defaults("/user_id", "/item_id", "", "", "");

    /** Instead of a large value that did not change, and that the database did not log. */
    private static final String UNAVAILABLE = "__debezium_unavailable_value";

    private static final String WHOLE_ROWS =
            "; events must hold whole rows: REPLICA IDENTITY FULL (PostgreSQL), binlog_row_image=FULL (MySQL)";

    private FieldPointers pointers;

    @Override
    public void configure(Map<String, String> settings) {
        pointers = new FieldPointers(settings, COLUMNS);
    }

    @Override
    public void decode(EventRecord record, Consumer<Interaction> interactions) throws InvalidInteractionException {
        if (record.value() == null) {
            return;
        }
        JsonNode payload = payload(JsonTree.object("value", record.value()));
        if (!JsonTree.isPresent(payload)) {
            return;
        }
        if (!payload.isObject()) {
            throw new InvalidInteractionException("payload: is not an object");
        }
        if (payload.path("op").isTextual() && isEnvelope(payload)) {
            change(payload, record, interactions);
        } else if (!isAboutOtherThings(payload)) {
            flattened(payload, interactions);
        }
    }

    private static JsonNode payload(JsonNode value) {
        return value.has("schema") && value.has("payload") ? value.get("payload") : value;
    }

    private static boolean isEnvelope(JsonNode payload) {
        return payload.has("before") || payload.has("after") || payload.has("source");
    }

    /** A change of a table, a mark of a transaction, or a heartbeat. */
    private static boolean isAboutOtherThings(JsonNode payload) {
        boolean schema = payload.has("ddl") || payload.has("tableChanges");
        boolean transaction = payload.has("status") && payload.has("event_count") && payload.has("data_collections");
        boolean heartbeat = payload.has("ts_ms")
                && payload.properties().stream()
                        .allMatch(field -> field.getKey().startsWith("ts_"));
        return schema || transaction || heartbeat;
    }

    private void change(JsonNode payload, EventRecord record, Consumer<Interaction> interactions)
            throws InvalidInteractionException {
        long time = time(payload);
        switch (payload.get("op").textValue()) {
            case "c", "r" -> rows("after", payload, time).forEach(interactions);
            case "u" -> update(payload, time, interactions);
            case "d" -> delete(payload, record, time, interactions);
            // Truncations do not say which rows there were; messages are no rows.
            case "t", "m" -> {}
            default -> throw new InvalidInteractionException("op: must be one of c, r, u, d, t and m");
        }
    }

    private void update(JsonNode payload, long time, Consumer<Interaction> interactions)
            throws InvalidInteractionException {
        List<Interaction> before = List.of();
        if (JsonTree.isPresent(payload.path("before"))) {
            before = rows("before", payload, time);
        }
        List<Interaction> after = rows("after", payload, time);
        List<Interaction> changes = new ArrayList<>();
        for (Interaction edge : before) {
            if (edge.op() == Op.ADD && !after.contains(edge)) {
                changes.add(removal(edge));
            }
        }
        for (Interaction edge : after) {
            Interaction change = edge.op() == Op.ADD ? edge : removal(edge);
            if (!before.contains(edge) && !changes.contains(change)) {
                changes.add(change);
            }
        }
        changes.forEach(interactions);
    }

    private void delete(JsonNode payload, EventRecord record, long time, Consumer<Interaction> interactions)
            throws InvalidInteractionException {
        List<Interaction> before;
        try {
            before = rows("before", payload, time);
        } catch (InvalidInteractionException e) {
            before = keyRow(record, time, e);
        }
        before.stream().map(DebeziumFormat::removal).distinct().forEach(interactions);
    }

    /** The row as the key tells it, which may have all that identifies an edge. */
    private List<Interaction> keyRow(EventRecord record, long time, InvalidInteractionException otherwise)
            throws InvalidInteractionException {
        if (record.key() == null) {
            throw otherwise;
        }
        try {
            return row(payload(JsonTree.object("key", record.key())), time);
        } catch (InvalidInteractionException e) {
            // Not all that a row has is in a key: what is wrong is that the row is not there.
            throw otherwise;
        }
    }

    private List<Interaction> rows(String which, JsonNode payload, long time) throws InvalidInteractionException {
        JsonNode row = payload.path(which);
        if (!row.isObject()) {
            throw new InvalidInteractionException(which + ": is missing" + WHOLE_ROWS);
        }
        try {
            return row(row, time);
        } catch (InvalidInteractionException e) {
            throw new InvalidInteractionException(
                    which + ": " + e.getMessage() + (e.getMessage().contains(": is missing") ? WHOLE_ROWS : ""));
        }
    }

    private List<Interaction> row(JsonNode row, long time) throws InvalidInteractionException {
        List<Interaction> edges = new ArrayList<>();
        pointers.read(row, time, edges::add);
        for (Interaction edge : edges) {
            if (UNAVAILABLE.equals(edge.user()) || UNAVAILABLE.equals(edge.item())) {
                throw new InvalidInteractionException(
                        (UNAVAILABLE.equals(edge.user()) ? "user" : "item") + ": is missing" + WHOLE_ROWS);
            }
        }
        return edges;
    }

    private void flattened(JsonNode row, Consumer<Interaction> interactions) throws InvalidInteractionException {
        boolean deleted =
                row.path("__deleted").asBoolean() || row.path("__op").asText().equals("d");
        for (Interaction edge : row(row, milliseconds(row.path("__source_ts_ms")))) {
            interactions.accept(deleted ? removal(edge) : edge);
        }
    }

    private static Interaction removal(Interaction edge) {
        return edge.op() == Op.FORGET
                ? edge
                : new Interaction(Op.REMOVE, edge.user(), edge.item(), 1, edge.timestamp());
    }

    /** When the database committed the change, else when the connector saw it. */
    private static long time(JsonNode payload) {
        long committed = milliseconds(payload.path("source").path("ts_ms"));
        return committed > 0 ? committed : milliseconds(payload.path("ts_ms"));
    }

    private static long milliseconds(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() > 0
                ? node.longValue()
                : Interaction.NO_TIMESTAMP;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.audit;

import io.rowcast.topology.graph.EdgeWeighting;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Interaction.Op;
import io.rowcast.topology.graph.VertexId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Keeps the events of the input by user and order. */
final class InputEvents {
    private static final int KEY_BYTES = 2 * Long.BYTES;

    private final Spool spool;
    private final EdgeWeighting weighting;
    private long count;

    /**
     * One event of a user. Layout: op 1 B | item hash 8 B | weight 8 B | time 8 B | length of the user's id 2 B | user id |
     * item id.
     *
     * @param number position in the input, from 1
     * @param weight in edge-weight units
     * @param timestamp event time in milliseconds since the epoch, or {@link Interaction#NO_TIMESTAMP}
     * @param item {@code null} when the user is forgotten
     */
    record InputEvent(long number, Op op, long itemHash, long weight, long timestamp, String user, String item) {

        private byte[] encode() {
            byte[] userBytes = user.getBytes(StandardCharsets.UTF_8);
            byte[] itemBytes = item == null ? new byte[0] : item.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(1 + 3 * Long.BYTES + Short.BYTES + userBytes.length + itemBytes.length)
                    .put((byte) op.ordinal())
                    .putLong(itemHash)
                    .putLong(weight)
                    .putLong(timestamp)
                    .putShort((short) userBytes.length)
                    .put(userBytes)
                    .put(itemBytes)
                    .array();
        }

        private static InputEvent decode(long number, ByteBuffer in) {
            Op op = Op.values()[in.get()];
            long itemHash = in.getLong();
            long weight = in.getLong();
            long timestamp = in.getLong();
            byte[] user = new byte[in.getShort()];
            in.get(user);
            byte[] item = new byte[in.remaining()];
            in.get(item);
            return new InputEvent(
                    number,
                    op,
                    itemHash,
                    weight,
                    timestamp,
                    new String(user, StandardCharsets.UTF_8),
                    op == Op.FORGET ? null : new String(item, StandardCharsets.UTF_8));
        }
    }

    InputEvents(Spool spool, EdgeWeighting weighting) {
        this.spool = spool;
        this.weighting = weighting;
    }

    void add(Interaction event) {
        count++;
        long item = event.item() == null ? 0 : VertexId.of(event.item()).hash();
        if (event.user() == null) {
            spool.put(
                    Section.INPUT_FORGOTTEN_ITEMS,
                    itemKey(item),
                    ByteBuffer.allocate(Long.BYTES).putLong(count).array());
            return;
        }
        byte[] key = ByteBuffer.allocate(KEY_BYTES)
                .putLong(VertexId.of(event.user()).hash())
                .putLong(count)
                .array();
        InputEvent kept = new InputEvent(
                count,
                event.op(),
                item,
                weighting.units(event.weight()),
                event.timestamp(),
                event.user(),
                event.item());
        spool.put(Section.INPUT_EVENTS, key, kept.encode());
    }

    /** Whether there was any event. */
    boolean any() {
        return count > 0;
    }

    static byte[] itemKey(long item) {
        return ByteBuffer.allocate(Long.BYTES).putLong(item).array();
    }

    /** The user whose event a scan is at. */
    static long user(Spool.Scan scan) {
        return ByteBuffer.wrap(scan.key()).getLong();
    }

    /** The event a scan is at. */
    static InputEvent event(Spool.Scan scan) {
        return InputEvent.decode(ByteBuffer.wrap(scan.key()).getLong(Long.BYTES), ByteBuffer.wrap(scan.value()));
    }
}

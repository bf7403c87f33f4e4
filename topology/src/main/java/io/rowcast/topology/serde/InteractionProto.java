// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Interaction.Op;

/** Interaction events as the Protobuf message {@code Interaction} of {@code Interaction.proto}. */
public final class InteractionProto {
    private static final int USER = 1;
    private static final int ITEM = 2;
    private static final int WEIGHT = 3;
    private static final int TIMESTAMP = 4;
    private static final int OP = 5;

    private InteractionProto() {}

    /**
     * Decodes a message; what its fields hold is not checked.
     *
     * @param from where it begins; it ends with the bytes
     * @throws InvalidInteractionException if it is not such a message
     */
    public static Interaction decode(byte[] bytes, int from) throws InvalidInteractionException {
        String user = "";
        String item = "";
        double weight = 1;
        long timestamp = Interaction.NO_TIMESTAMP;
        long op = 0;
        try {
            ProtoReader fields = new ProtoReader(bytes, from);
            while (fields.next()) {
                switch (fields.field()) {
                    case USER -> user = fields.as(ProtoReader.LENGTH).text();
                    case ITEM -> item = fields.as(ProtoReader.LENGTH).text();
                    case WEIGHT -> weight = fields.as(ProtoReader.FIXED_8).fixed8();
                    case TIMESTAMP ->
                        timestamp = timestamp(fields.as(ProtoReader.VARINT).varint());
                    case OP -> op = fields.as(ProtoReader.VARINT).varint();
                    default -> fields.skip();
                }
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidInteractionException("value: is not a Protobuf message: " + e.getMessage());
        }
        return new Interaction(op(op), orNull(user), orNull(item), weight, timestamp);
    }

    private static String orNull(String id) {
        return id.isEmpty() ? null : id;
    }

    private static long timestamp(long ms) throws InvalidInteractionException {
        if (ms < 0) {
            throw new InvalidInteractionException("timestamp: must be milliseconds since the epoch");
        }
        return ms;
    }

    private static Op op(long number) throws InvalidInteractionException {
        if (number < 0 || number > 2) {
            throw new InvalidInteractionException("op: must be add, remove or forget");
        }
        return number == 0 ? Op.ADD : number == 1 ? Op.REMOVE : Op.FORGET;
    }
}

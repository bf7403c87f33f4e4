// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.codebook.RowState;
import java.util.function.IntUnaryOperator;

/**
 * A value of the mapping topic as {@code CodebookEntry.avsc} and {@code CodebookEntry.proto} have it, one form for vertices and
 * rows, so that one schema reads every value of the topic: {@code 0 | schema id, 4 B big-endian |} and for Avro the fields in
 * order, for Protobuf {@code 0} for the first message and its fields.
 *
 * @param row the vertex's row, or {@link Mapping#NO_ROW} of a row's state
 * @param members of a row's state; {@code null} of a vertex
 */
record CodebookEntry(int row, int generation, int secondary, int secondaryGeneration, Boolean members) {
    private static final int ROW = 1;
    private static final int GENERATION = 2;
    private static final int SECONDARY = 3;
    private static final int SECONDARY_GENERATION = 4;
    private static final int MEMBERS = 5;

    static CodebookEntry of(Mapping mapping) {
        boolean second = mapping.secondaryRow() != Mapping.NO_ROW;
        return new CodebookEntry(
                mapping.row(),
                mapping.generation(),
                mapping.secondaryRow(),
                second ? mapping.secondaryGeneration() : 0,
                null);
    }

    static CodebookEntry of(RowState row) {
        return new CodebookEntry(Mapping.NO_ROW, row.generation(), Mapping.NO_ROW, 0, row.members());
    }

    byte[] avro(int schemaId) {
        ByteWriter out = new ByteWriter(16).u8(0).fixed4(schemaId);
        optional(out, row);
        zigZag(out, generation);
        optional(out, secondary);
        zigZag(out, secondaryGeneration);
        out.u8(members == null ? 0 : 2);
        return (members == null ? out : out.u8(members ? 1 : 0)).toBytes();
    }

    /** The index of the union's branch, null first, and the number. */
    private static void optional(ByteWriter out, int number) {
        out.u8(number == Mapping.NO_ROW ? 0 : 2);
        if (number != Mapping.NO_ROW) {
            zigZag(out, number);
        }
    }

    private static void zigZag(ByteWriter out, int number) {
        out.varint(2L * number);
    }

    byte[] protobuf(int schemaId) {
        ByteWriter out = new ByteWriter(16).u8(0).fixed4(schemaId).u8(0);
        field(out, ROW, row, Mapping.NO_ROW);
        field(out, GENERATION, generation, 0);
        field(out, SECONDARY, secondary, Mapping.NO_ROW);
        field(out, SECONDARY_GENERATION, secondaryGeneration, 0);
        if (members != null) {
            out.u8(MEMBERS << 3).u8(members ? 1 : 0);
        }
        return out.toBytes();
    }

    private static void field(ByteWriter out, int number, int value, int otherwise) {
        if (value != otherwise) {
            out.u8(number << 3).varint(value);
        }
    }

    /**
     * @throws IllegalArgumentException if it is none
     */
    static CodebookEntry ofAvro(byte[] value) {
        try {
            ByteReader in = new ByteReader("an Avro value", value, 0);
            in.fixed4();
            IntUnaryOperator number = otherwise -> otherwise == 0 || branch(in) ? zigZag(in) : otherwise;
            int row = number.applyAsInt(Mapping.NO_ROW);
            int generation = number.applyAsInt(0);
            int secondary = number.applyAsInt(Mapping.NO_ROW);
            int secondaryGeneration = number.applyAsInt(0);
            Boolean members = branch(in) ? in.varint(1) == 1 : null;
            in.end();
            return new CodebookEntry(row, generation, secondary, secondaryGeneration, members);
        } catch (CorruptRecordException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static boolean branch(ByteReader in) {
        int branch = in.varint(2);
        if (branch == 1) {
            throw new IllegalArgumentException("an Avro value: no such branch of a union");
        }
        return branch == 2;
    }

    private static int zigZag(ByteReader in) {
        long number = in.varint();
        if ((number & 1) != 0 || number > 2L * Integer.MAX_VALUE) {
            throw new IllegalArgumentException("an Avro value: a number is out of range");
        }
        return (int) (number >> 1);
    }

    /**
     * @throws IllegalArgumentException if it is none
     */
    static CodebookEntry ofProtobuf(byte[] value) {
        int from = SchemaFraming.idOf(value) < 0 ? -1 : SchemaFraming.firstMessage(value);
        if (from < 0) {
            throw new IllegalArgumentException("a Protobuf value: is not framed, or not the first message");
        }
        ProtoReader in = new ProtoReader(value, from);
        int row = Mapping.NO_ROW;
        int generation = 0;
        int secondary = Mapping.NO_ROW;
        int secondaryGeneration = 0;
        Boolean members = null;
        while (in.next()) {
            switch (in.field()) {
                case ROW -> row = number(in);
                case GENERATION -> generation = number(in);
                case SECONDARY -> secondary = number(in);
                case SECONDARY_GENERATION -> secondaryGeneration = number(in);
                case MEMBERS -> members = number(in) != 0;
                default -> in.skip();
            }
        }
        return new CodebookEntry(row, generation, secondary, secondaryGeneration, members);
    }

    private static int number(ProtoReader in) {
        long number = in.as(ProtoReader.VARINT).varint();
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a Protobuf value: a number is out of range");
        }
        return (int) number;
    }
}

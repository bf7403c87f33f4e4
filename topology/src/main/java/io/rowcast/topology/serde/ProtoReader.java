// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of a Protobuf message one by one
 * (<a href="https://protobuf.dev/programming-guides/encoding/">encoding</a>). Whatever is malformed is an {@link
 * IllegalArgumentException}.
 */
final class ProtoReader {
    static final int VARINT = 0;
    static final int FIXED_8 = 1;
    static final int LENGTH = 2;
    static final int FIXED_4 = 5;

    private final byte[] bytes;
    private int position;
    private int tag;

    ProtoReader(byte[] bytes, int from) {
        this.bytes = bytes;
        position = from;
    }

    /** Goes to the next field; the one before has been read or skipped. */
    boolean next() {
        if (position == bytes.length) {
            return false;
        }
        long read = varint();
        tag = (int) read;
        if (read >>> 32 != 0 || field() == 0) {
            throw new IllegalArgumentException("has no field at byte " + position);
        }
        return true;
    }

    int field() {
        return tag >>> 3;
    }

    /** Checks how a field is written that is known. */
    ProtoReader as(int wireType) {
        if ((tag & 7) != wireType) {
            throw new IllegalArgumentException("field " + field() + " has another type");
        }
        return this;
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = bytes[need(1)];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("has a number of more than ten bytes before byte " + position);
    }

    double fixed8() {
        return ByteBuffer.wrap(bytes, need(8), 8).order(ByteOrder.LITTLE_ENDIAN).getDouble();
    }

    String text() {
        int length = length();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, need(length), length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("field " + field() + " is not UTF-8", e);
        }
    }

    /** Passes over a field that is not known. */
    void skip() {
        switch (tag & 7) {
            case VARINT -> varint();
            case FIXED_8 -> need(8);
            case LENGTH -> need(length());
            case FIXED_4 -> need(4);
            default -> throw new IllegalArgumentException("field " + field() + " is of no known type");
        }
    }

    private int length() {
        long length = varint();
        if (length < 0 || length > bytes.length) {
            throw new IllegalArgumentException("field " + field() + " is longer than the message");
        }
        return (int) length;
    }

    /** Goes over some bytes, and gives where they begin. */
    private int need(int more) {
        if (bytes.length - position < more) {
            throw new IllegalArgumentException("is cut short at byte " + bytes.length);
        }
        int from = position;
        position += more;
        return from;
    }
}

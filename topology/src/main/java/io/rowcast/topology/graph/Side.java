// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.graph;

import java.util.Locale;

/** The two sides of the bipartite interaction graph. The {@link #code()} is part of every persisted format. */
public enum Side {
    USER((byte) 0),
    ITEM((byte) 1);

    private final byte code;

    Side(byte code) {
        this.code = code;
    }

    /** Stable one-byte code of this side. */
    public byte code() {
        return code;
    }

    /** The side at the other end of every edge. */
    public Side other() {
        return this == USER ? ITEM : USER;
    }

    /** {@code user} or {@code item}: the word used in keys, files and messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The side of a stable code.
     *
     * @throws IllegalArgumentException if the code is neither 0 nor 1
     */
    public static Side ofCode(byte code) {
        return switch (code) {
            case 0 -> USER;
            case 1 -> ITEM;
            default -> throw new IllegalArgumentException("unknown side code " + code);
        };
    }
}

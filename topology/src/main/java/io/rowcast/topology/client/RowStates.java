// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.client;

import io.rowcast.topology.codebook.RowState;
import io.rowcast.topology.graph.Side;
import java.util.Arrays;

/** Generation and membership of the rows of one side: 5 bytes a row. Not thread-safe. */
public final class RowStates {
    /** The row has no record, so it has generation 0 and never had members. */
    public static final int UNUSED = -1;
    /** The row had members and has none now. */
    public static final int EMPTY = 0;
    /** The row has members. */
    public static final int MEMBERS = 1;

    private static final int FIRST_ROWS = 64;

    private final Side side;
    private int[] generations = new int[FIRST_ROWS];
    private byte[] states = new byte[FIRST_ROWS];
    private int length;

    RowStates(Side side) {
        this.side = side;
        Arrays.fill(states, (byte) UNUSED);
    }

    /** One more than the highest row that has a record. */
    public int length() {
        return length;
    }

    /** The generation of a row, or of those that its next members will be. */
    public int generation(int row) {
        return row < length ? generations[row] : 0;
    }

    /** {@link #UNUSED}, {@link #EMPTY} or {@link #MEMBERS}. */
    public int state(int row) {
        return row < length ? states[row] : UNUSED;
    }

    /** The state as told on the topic, or {@code null} if nothing was. */
    public RowState get(int row) {
        int state = state(row);
        return state == UNUSED ? null : new RowState(side, row, generations[row], state == MEMBERS);
    }

    /** All generations below {@link #length()}, to be compared with those of a later time. */
    public int[] generations() {
        return Arrays.copyOf(generations, length);
    }

    void put(RowState state) {
        int row = state.row();
        if (row >= states.length) {
            int old = states.length;
            int wanted = Math.max(row + 1, old + old / 2);
            generations = Arrays.copyOf(generations, wanted);
            states = Arrays.copyOf(states, wanted);
            Arrays.fill(states, old, wanted, (byte) UNUSED);
        }
        length = Math.max(length, row + 1);
        generations[row] = state.generation();
        states[row] = (byte) (state.members() ? MEMBERS : EMPTY);
    }

    /**
     * Gives a row back the state it had.
     *
     * @param was {@code null} if it had none
     */
    void restore(int row, RowState was) {
        if (was != null) {
            put(was);
            return;
        }
        generations[row] = 0;
        states[row] = (byte) UNUSED;
        while (length > 0 && states[length - 1] == UNUSED) {
            length--;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.batch;

import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.List;

/** Numbers the ids of one side from 0 on, in the order in which they are first seen. */
public final class VertexNumbers {
    private final Object2IntOpenHashMap<String> numbers = new Object2IntOpenHashMap<>();
    private final List<String> ids = new ArrayList<>();

    public VertexNumbers() {
        numbers.defaultReturnValue(-1);
    }

    /** The number of an id, which is given one if it has none. */
    public int of(String id) {
        int number = numbers.getInt(id);
        if (number < 0) {
            number = ids.size();
            numbers.put(id, number);
            ids.add(id);
        }
        return number;
    }

    /**
     * The id of a number.
     *
     * @param number in [0, {@link #size()})
     */
    public String id(int number) {
        return ids.get(number);
    }

    /** How many ids there are. */
    public int size() {
        return ids.size();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.serde.ItemVertexFormat;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** Items of one task by hash. */
public final class ItemVertexStore extends VertexStore<ItemVertex> {

    ItemVertexStore(KeyValueStore<Bytes, byte[]> inner, long maxBytes) {
        super(inner, maxBytes);
    }

    @Override
    byte[] encode(ItemVertex value) {
        return ItemVertexFormat.encode(value);
    }

    @Override
    ItemVertex decode(byte[] bytes) {
        return ItemVertexFormat.decode(bytes);
    }

    @Override
    int heapBytes(ItemVertex value) {
        return value.heapBytes();
    }
}

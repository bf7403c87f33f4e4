// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.serde.UserVertexFormat;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** Users of one task by hash. */
public final class UserVertexStore extends VertexStore<UserVertex> {

    UserVertexStore(KeyValueStore<Bytes, byte[]> inner, long maxBytes) {
        super(inner, maxBytes);
    }

    @Override
    byte[] encode(UserVertex value) {
        return UserVertexFormat.encode(value);
    }

    @Override
    UserVertex decode(byte[] bytes) {
        return UserVertexFormat.decode(bytes);
    }

    @Override
    int heapBytes(UserVertex value) {
        return value.heapBytes();
    }
}

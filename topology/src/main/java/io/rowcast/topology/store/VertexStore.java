package io.rowcast.topology.store;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Vertices of one side and task by hash, see {@link HashKey}.
 *
 * @param <V> the kind of vertex
 */
abstract class VertexStore<V> extends WriteBackStore<Long, V> {

    VertexStore(KeyValueStore<Bytes, byte[]> inner, long maxBytes) {
        super(inner, maxBytes);
    }

    @Override
    final Bytes keyBytes(Long key) {
        return HashKey.bytes(key);
    }

    @Override
    final Long key(Bytes bytes) {
        return HashKey.decode(bytes.get());
    }
}

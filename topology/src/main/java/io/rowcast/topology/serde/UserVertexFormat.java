package io.rowcast.topology.serde;

import io.rowcast.topology.graph.UserVertex;

/** Layout: version u8 | weighted u8 | label+1 varint | secondary+1 varint | id text | n varint | n x item hash 8 B | n x weight varint, if weighted. */
public final class UserVertexFormat {
    private static final int VERSION = 1;

    private UserVertexFormat() {}

    public static byte[] encode(UserVertex user) {
        ByteWriter out = new ByteWriter(24 + 3 * user.id().length() + user.size() * (user.weighted() ? 11 : 8))
                .u8(VERSION)
                .u8(user.weighted() ? 1 : 0)
                .varint(user.label() + 1)
                .varint(user.secondaryLabel() + 1)
                .text(user.id())
                .varint(user.size());
        for (int i = 0; i < user.size(); i++) {
            out.fixed(user.item(i));
        }
        if (user.weighted()) {
            for (int i = 0; i < user.size(); i++) {
                out.varint(user.weight(i));
            }
        }
        return out.toBytes();
    }

    /**
     * Decodes it.
     *
     * @throws CorruptRecordException if the bytes are not of this layout
     */
    public static UserVertex decode(byte[] bytes) {
        ByteReader in = new ByteReader("user vertex", bytes, VERSION);
        boolean weighted = in.u8() == 1;
        int label = in.varint(Integer.MAX_VALUE) - 1;
        int secondary = in.varint(Integer.MAX_VALUE) - 1;
        UserVertex user = new UserVertex(in.text(), weighted);
        user.assign(label, secondary);
        int size = in.count(Long.BYTES);
        user.ensureCapacity(size);
        long[] items = new long[weighted ? size : 0];
        for (int i = 0; i < size; i++) {
            if (weighted) {
                items[i] = in.fixed();
            } else {
                user.add(in.fixed(), 1);
            }
        }
        for (long item : items) {
            user.add(item, in.varint());
        }
        in.end();
        return user;
    }
}

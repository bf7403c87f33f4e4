// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import io.rowcast.topology.graph.UserVertex;

/**
 * Layout: version u8 | flags u8 (1 weighted, 2 forgot, 4 timed, 8 joined, 16 since) | label+1 varint | secondary+1 varint | id text | naming varint, if
 * forgot | generation varint | secondary generation varint, if joined | since 4 B, if since | n varint | n x item hash 8 B | n x weight varint, if weighted | n x time 4 B, if timed. Version 1 has no flags but weighted, version 2 none but since; the
 * lowest that is enough is written.
 */
public final class UserVertexFormat {
    private static final int PLAIN_VERSION = 1;
    private static final int JOINED_VERSION = 2;
    private static final int VERSION = 3;
    private static final int WEIGHTED = 1;
    private static final int FORGOT = 2;
    private static final int TIMED = 4;
    private static final int JOINED = 8;
    private static final int SINCE = 16;

    private UserVertexFormat() {}

    public static byte[] encode(UserVertex user) {
        int flags = (user.weighted() ? WEIGHTED : 0)
                | (user.forgottenUpTo() != 0 ? FORGOT : 0)
                | (user.timed() ? TIMED : 0)
                | ((user.generation() | user.secondaryGeneration()) != 0 ? JOINED : 0)
                | (user.since() != 0 ? SINCE : 0);
        ByteWriter out = new ByteWriter(38
                        + 3 * user.id().length()
                        + user.size() * ((user.weighted() ? 11 : 8) + (user.timed() ? 4 : 0)))
                .u8(flags >= SINCE ? VERSION : flags > WEIGHTED ? JOINED_VERSION : PLAIN_VERSION)
                .u8(flags)
                .varint(user.label() + 1)
                .varint(user.secondaryLabel() + 1)
                .text(user.id());
        if (user.forgottenUpTo() != 0) {
            out.varint(user.forgottenUpTo());
        }
        if ((flags & JOINED) != 0) {
            out.varint(user.generation()).varint(user.secondaryGeneration());
        }
        if (user.since() != 0) {
            out.fixed4((int) user.since());
        }
        out.varint(user.size());
        for (int i = 0; i < user.size(); i++) {
            out.fixed(user.item(i));
        }
        if (user.weighted()) {
            for (int i = 0; i < user.size(); i++) {
                out.varint(user.weight(i));
            }
        }
        if (user.timed()) {
            for (int i = 0; i < user.size(); i++) {
                out.fixed4((int) user.time(i));
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
        ByteReader in = new ByteReader("user vertex", bytes, PLAIN_VERSION, VERSION);
        int flags = in.version() == PLAIN_VERSION ? in.u8() & WEIGHTED : in.u8();
        if (flags > (WEIGHTED | FORGOT | TIMED | JOINED | (in.version() == VERSION ? SINCE : 0))) {
            throw new CorruptRecordException("user vertex: flags " + flags);
        }
        boolean weighted = (flags & WEIGHTED) != 0;
        int label = in.varint(Integer.MAX_VALUE) - 1;
        int secondary = in.varint(Integer.MAX_VALUE) - 1;
        UserVertex user = new UserVertex(in.text(), weighted);
        user.assign(label, secondary);
        if ((flags & FORGOT) != 0) {
            user.forgottenUpTo(in.varint());
        }
        if ((flags & JOINED) != 0) {
            user.join(in.varint(Integer.MAX_VALUE), in.varint(Integer.MAX_VALUE));
        }
        if ((flags & SINCE) != 0) {
            user.since(Integer.toUnsignedLong(in.fixed4()));
        }
        int size = in.count(Long.BYTES);
        user.ensureCapacity(size);
        boolean timed = (flags & TIMED) != 0;
        if (timed) {
            user.startTimes(0);
        }
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
        for (int i = 0; timed && i < size; i++) {
            user.refresh(i, Integer.toUnsignedLong(in.fixed4()));
        }
        in.end();
        return user;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.graph.PageSet;
import io.rowcast.topology.graph.VoteCounts;

/**
 * Layout: version u8 | flags u8 (1 paged, 2 joined, 4 since) | label+1 varint | generation varint, if joined | since 4 B, if since | degree varint | own votes varint | id text | inline votes as
 * {@link VoteCountsFormat}, or n varint | n x page bitmap word 8 B. Version 1 has no flags but paged, version 2 none but
 * since; the lowest that is enough is written.
 */
public final class ItemVertexFormat {
    private static final int PLAIN_VERSION = 1;
    private static final int JOINED_VERSION = 2;
    private static final int VERSION = 3;
    private static final int PAGED = 1;
    private static final int JOINED = 2;
    private static final int SINCE = 4;

    private ItemVertexFormat() {}

    public static byte[] encode(ItemVertex item) {
        int room =
                item.paged() ? 8 * item.pages().wordCount() : 5 * item.inline().size();
        int flags =
                (item.paged() ? PAGED : 0) | (item.generation() != 0 ? JOINED : 0) | (item.since() != 0 ? SINCE : 0);
        ByteWriter out = new ByteWriter(41 + 3 * item.id().length() + room)
                .u8(flags >= SINCE ? VERSION : flags > PAGED ? JOINED_VERSION : PLAIN_VERSION)
                .u8(flags)
                .varint(item.label() + 1);
        if (item.generation() != 0) {
            out.varint(item.generation());
        }
        if (item.since() != 0) {
            out.fixed4((int) item.since());
        }
        out.varint(item.degree()).varint(item.ownVotes()).text(item.id());
        if (item.paged()) {
            out.varint(item.pages().wordCount());
            for (int i = 0; i < item.pages().wordCount(); i++) {
                out.fixed(item.pages().word(i));
            }
        } else {
            VoteCountsFormat.write(out, item.inline());
        }
        return out.toBytes();
    }

    /**
     * Decodes it.
     *
     * @throws CorruptRecordException if the bytes are not of this layout
     */
    public static ItemVertex decode(byte[] bytes) {
        ByteReader in = new ByteReader("item vertex", bytes, PLAIN_VERSION, VERSION);
        int flags = in.u8();
        if (flags > most(in.version())) {
            throw new CorruptRecordException("item vertex: flags " + flags);
        }
        boolean paged = (flags & PAGED) != 0;
        int label = in.varint(Integer.MAX_VALUE) - 1;
        int generation = (flags & JOINED) != 0 ? in.varint(Integer.MAX_VALUE) : 0;
        long since = (flags & SINCE) != 0 ? Integer.toUnsignedLong(in.fixed4()) : 0;
        long degree = in.varint();
        long ownVotes = in.varint();
        String id = in.text();
        VoteCounts inline = null;
        PageSet pages = null;
        if (paged) {
            long[] words = new long[in.count(Long.BYTES)];
            for (int i = 0; i < words.length; i++) {
                words[i] = in.fixed();
            }
            pages = new PageSet(words);
        } else {
            inline = VoteCountsFormat.read(in);
        }
        in.end();
        ItemVertex item = new ItemVertex(id, label, degree, ownVotes, inline, pages);
        item.join(generation);
        item.since(since);
        return item;
    }

    private static int most(int version) {
        return switch (version) {
            case PLAIN_VERSION -> PAGED;
            case JOINED_VERSION -> PAGED | JOINED;
            default -> PAGED | JOINED | SINCE;
        };
    }
}

package io.rowcast.topology.serde;

import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.graph.PageSet;
import io.rowcast.topology.graph.VoteCounts;

/** Layout: version u8 | paged u8 | label+1 varint | degree varint | own votes varint | id text | inline votes as {@link VoteCountsFormat}, or n varint | n x page bitmap word 8 B. */
public final class ItemVertexFormat {
    private static final int VERSION = 1;

    private ItemVertexFormat() {}

    public static byte[] encode(ItemVertex item) {
        int room =
                item.paged() ? 8 * item.pages().wordCount() : 5 * item.inline().size();
        ByteWriter out = new ByteWriter(32 + 3 * item.id().length() + room)
                .u8(VERSION)
                .u8(item.paged() ? 1 : 0)
                .varint(item.label() + 1)
                .varint(item.degree())
                .varint(item.ownVotes())
                .text(item.id());
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
        ByteReader in = new ByteReader("item vertex", bytes, VERSION);
        boolean paged = in.u8() == 1;
        int label = in.varint(Integer.MAX_VALUE) - 1;
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
        return new ItemVertex(id, label, degree, ownVotes, inline, pages);
    }
}

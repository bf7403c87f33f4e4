// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPInputStream;

/** Recognises compressed data by its first bytes, whatever the file is called. */
final class Compression {
    private static final int GZIP_MAGIC = 0x8b1f;
    private static final int ZSTD_MAGIC = 0xfd2fb528;
    /** Frames to be passed over, which parallel compressors write first; the low four bits are free. */
    private static final int ZSTD_SKIPPABLE_MAGIC = 0x184d2a50;

    private static final int BUFFER_BYTES = 64 << 10;

    private Compression() {}

    /**
     * The plain text behind a stream.
     *
     * @param in at its beginning; must support mark and reset
     * @throws IOException if it begins like compressed data but is damaged
     */
    static InputStream decompress(InputStream in) throws IOException {
        in.mark(Integer.BYTES);
        byte[] start = new byte[Integer.BYTES];
        int length = in.readNBytes(start, 0, start.length);
        in.reset();
        int magic = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (length >= 2 && (magic & 0xffff) == GZIP_MAGIC) {
            return new GZIPInputStream(new NeverEmpty(in), BUFFER_BYTES);
        }
        if (length == Integer.BYTES && (magic == ZSTD_MAGIC || (magic & ~0xf) == ZSTD_SKIPPABLE_MAGIC)) {
            return new ZstdInputStreamNoFinalizer(in);
        }
        return in;
    }

    /**
     * The JDK's gzip reader takes nothing available for the end of the file, and would drop the members that follow in a
     * pipe that is just empty.
     */
    private static final class NeverEmpty extends FilterInputStream {
        NeverEmpty(InputStream in) {
            super(in);
        }

        @Override
        public int available() throws IOException {
            return Math.max(1, in.available());
        }
    }
}

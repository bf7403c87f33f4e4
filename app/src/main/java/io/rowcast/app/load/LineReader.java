// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a stream into physical lines, which end in LF or CR LF, so that a damaged line costs only itself. A byte order
 * mark at the beginning is left out.
 */
final class LineReader {
    /** Longest line looked at, in bytes. A longer one is passed over. */
    static final int MAX_LINE_BYTES = 1 << 20;

    private static final int BUFFER_BYTES = 128 << 10;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final InputStream in;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);

    private byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;

    private int start;
    private int end;
    private boolean ascii;
    private boolean carriageReturn;
    private boolean tooLong;
    private long number;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** Goes to the next line; false at the end of the stream. The line is valid until the next call. */
    boolean next() throws IOException {
        start = position;
        tooLong = false;
        int bits = 0;
        int scan = position;
        while (true) {
            while (scan < limit) {
                byte b = buffer[scan];
                if (b == '\n') {
                    finishLine(scan, bits);
                    position = scan + 1;
                    return true;
                }
                bits |= b;
                scan++;
            }
            if (scan - start > MAX_LINE_BYTES) {
                tooLong = true;
                limit = start;
            }
            scan -= makeRoom();
            int read = in.read(buffer, limit, buffer.length - limit);
            if (read < 0) {
                boolean any = limit > start || tooLong;
                if (any) {
                    finishLine(limit, bits);
                }
                position = limit;
                return any;
            }
            limit += read;
            scan = Math.min(scan, limit - read);
        }
    }

    /** Moves the line begun to the front of the buffer, doubling it when full; returns by how much it moved. */
    private int makeRoom() {
        int moved = start;
        if (moved > 0) {
            System.arraycopy(buffer, start, buffer, 0, limit - start);
            limit -= moved;
            start = 0;
        }
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        return moved;
    }

    private void finishLine(int lineEnd, int bits) {
        carriageReturn = lineEnd > start && buffer[lineEnd - 1] == '\r';
        end = carriageReturn ? lineEnd - 1 : lineEnd;
        ascii = bits >= 0;
        tooLong |= end - start > MAX_LINE_BYTES;
        number++;
        if (number == 1
                && end - start >= BYTE_ORDER_MARK.length
                && Arrays.equals(buffer, start, start + BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, 3)) {
            start += BYTE_ORDER_MARK.length;
        }
    }

    /** Number of the present line, from 1; 0 before the first. */
    long number() {
        return number;
    }

    /** The characters that end the present line, for lines to be joined again. */
    String lineEnd() {
        return carriageReturn ? "\r\n" : "\n";
    }

    boolean isEmpty() {
        return start == end && !tooLong;
    }

    /** What keeps this line from being read as text, or {@code null}. */
    String problem() {
        if (tooLong) {
            return "is longer than " + MAX_LINE_BYTES + " bytes";
        }
        return text() != null ? null : "is not valid UTF-8";
    }

    /** The present line as text, without its line end, or {@code null} if {@link #problem()} says why not. */
    String text() {
        if (tooLong) {
            return null;
        }
        return ascii ? new String(buffer, start, end - start, StandardCharsets.ISO_8859_1) : decoded();
    }

    /** A copy of the present line's bytes, without its line end. */
    byte[] bytes() {
        return Arrays.copyOfRange(buffer, start, end);
    }

    private String decoded() {
        try {
            return utf8.decode(ByteBuffer.wrap(buffer, start, end - start)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}

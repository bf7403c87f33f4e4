// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.dlq;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Keys, values and reasons as they are shown on a terminal: nothing in them can do anything to it. */
public final class LetterText {
    private LetterText() {}

    /** Bytes as text, or as {@code 0x...} if they are not UTF-8; {@code null} as a dash. */
    public static String shown(byte[] bytes, int maxLength) {
        if (bytes == null) {
            return "-";
        }
        return utf8(bytes).map(text -> escaped(text, maxLength)).orElseGet(() -> {
            int shown = Math.min(bytes.length, maxLength / 2);
            return "0x" + HexFormat.of().formatHex(bytes, 0, shown) + (shown < bytes.length ? "..." : "");
        });
    }

    /** A text in one line, shortened to a number of characters. */
    public static String escaped(String text, int maxLength) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(maxLength).forEach(c -> {
            int type = Character.getType(c);
            if (c == '\n') {
                line.append("\\n");
            } else if (c == '\r') {
                line.append("\\r");
            } else if (c == '\t') {
                line.append("\\t");
            } else if (type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR) {
                line.append(String.format("\\u%04x", c));
            } else {
                line.appendCodePoint(c);
            }
        });
        return text.codePointCount(0, text.length()) > maxLength
                ? line.append("...").toString()
                : line.toString();
    }

    /** The text of bytes that are UTF-8. */
    public static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}

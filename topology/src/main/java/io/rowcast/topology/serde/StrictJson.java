// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/** What JSON from outside may be: UTF-8, no field twice, and within limits of depth and length. */
public final class StrictJson {
    /** Deepest nesting of objects and arrays. */
    public static final int MAX_NESTING = 64;

    /** Longest string, in characters. */
    public static final int MAX_STRING_LENGTH = 1 << 20;

    /** Longest number, in characters. */
    public static final int MAX_NUMBER_LENGTH = 100;

    static final JsonFactory FACTORY = factory();

    /** Parsers quote what they stumble over, and a reason has to fit into a header and a line. */
    private static final int MAX_DETAIL_LENGTH = 160;

    private StrictJson() {}

    /** A new factory of parsers with these limits. */
    public static JsonFactory factory() {
        return JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_NESTING)
                        .maxStringLength(MAX_STRING_LENGTH)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .build())
                .build();
    }

    /**
     * The parser would take UTF-16 and UTF-32 too, and tell other bytes from UTF-8 only in part.
     *
     * @throws InvalidInteractionException if the bytes are not UTF-8
     */
    public static void refuseOtherEncodings(byte[] value) throws InvalidInteractionException {
        for (int i = 0; i < Math.min(4, value.length); i++) {
            if (value[i] == 0) {
                throw new InvalidInteractionException("value: is not UTF-8 JSON: byte " + i + " is zero");
            }
        }
        int bits = 0;
        for (byte b : value) {
            bits |= b;
        }
        if (bits < 0) {
            ByteBuffer in = ByteBuffer.wrap(value);
            if (StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(in, CharBuffer.allocate(value.length), true)
                    .isError()) {
                throw new InvalidInteractionException("value: is not UTF-8 at byte " + in.position());
            }
        }
    }

    /** What a library says is wrong, as it may stand in a reason: short, and without control characters. */
    public static String detail(String message) {
        StringBuilder detail = new StringBuilder();
        String text = message == null ? "" : message;
        text.codePoints().limit(MAX_DETAIL_LENGTH).forEach(c -> {
            // Surrogates without a partner cannot be encoded in a header.
            boolean plain = !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE;
            detail.appendCodePoint(plain ? c : '?');
        });
        return text.length() > MAX_DETAIL_LENGTH ? detail.append("...").toString() : detail.toString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.codebook.RowState;
import io.rowcast.topology.graph.Side;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a record of the mapping topic that says what the record of the same key said which it replaces, as text;
 * absent where there was none. Of a mapping: {@code row.generation} or {@code row.generation,secondary.generation}, such as
 * {@code 17.2,240.1}. Of a row: its generation with {@code +} if it had members, with {@code -} if it had none, such as
 * {@code 2-}.
 */
public final class MappingWas {
    public static final String HEADER = "rowcast.was";

    private static final Pattern MAPPING = Pattern.compile("(\\d{1,10})\\.(\\d{1,10})(?:,(\\d{1,10})\\.(\\d{1,10}))?");
    private static final Pattern ROW = Pattern.compile("(\\d{1,10})([+-])");

    private MappingWas() {}

    /** The value of the header for a mapping that is replaced, which has a row. */
    public static byte[] encode(Mapping before) {
        StringBuilder text =
                new StringBuilder(24).append(before.row()).append('.').append(before.generation());
        if (before.secondaryRow() != Mapping.NO_ROW) {
            text.append(',').append(before.secondaryRow()).append('.').append(before.secondaryGeneration());
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The value of the header for a row's state that is replaced. */
    public static byte[] encode(RowState before) {
        return (before.generation() + (before.members() ? "+" : "-")).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The mapping that a record replaces.
     *
     * @param now the mapping that the record has
     * @param header the header's value, or {@code null} if it is absent: then the mapping before has no row
     * @throws IllegalArgumentException if it is not of this form
     */
    public static Mapping decode(Mapping now, byte[] header) {
        if (header == null) {
            return Mapping.none(now.side(), now.id());
        }
        Matcher parts = match(MAPPING, header);
        boolean second = parts.group(3) != null;
        return new Mapping(
                now.side(),
                now.id(),
                number(parts, 1),
                number(parts, 2),
                second ? number(parts, 3) : Mapping.NO_ROW,
                second ? number(parts, 4) : 0);
    }

    /**
     * The state of a row that a record replaces.
     *
     * @param header the header's value, or {@code null} if it is absent: then the row had never had members
     * @throws IllegalArgumentException if it is not of this form
     */
    public static RowState decode(Side side, int row, byte[] header) {
        if (header == null) {
            return new RowState(side, row, 0, false);
        }
        Matcher parts = match(ROW, header);
        return new RowState(side, row, number(parts, 1), parts.group(2).equals("+"));
    }

    private static Matcher match(Pattern pattern, byte[] header) {
        String text = new String(header, StandardCharsets.UTF_8);
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a header " + HEADER + ": " + text);
        }
        return matcher;
    }

    private static int number(Matcher parts, int group) {
        long number = Long.parseLong(parts.group(group));
        if (number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("not a header " + HEADER + ": " + parts.group());
        }
        return (int) number;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import io.rowcast.topology.clustering.PremiumGovernor;

/** Layout: version u8 | user premium 8 B | item premium 8 B, as IEEE 754 bits | step varint. */
public final class PremiumFormat {
    private static final int VERSION = 2;

    private PremiumFormat() {}

    /**
     * The premiums of the two sides, see {@link PremiumGovernor}.
     *
     * @param user of the user side, in [0, {@link PremiumGovernor#CEILING}]
     * @param item of the item side
     * @param step how often they have changed
     */
    public record Premiums(double user, double item, long step) {
        public static final Premiums NONE = new Premiums(0, 0, 0);
    }

    public static byte[] encode(Premiums premiums) {
        return new ByteWriter(27)
                .u8(VERSION)
                .fixed(Double.doubleToLongBits(premiums.user()))
                .fixed(Double.doubleToLongBits(premiums.item()))
                .varint(premiums.step())
                .toBytes();
    }

    private static boolean inRange(double premium) {
        return premium >= 0 && premium <= PremiumGovernor.CEILING;
    }

    /**
     * Decodes it.
     *
     * @throws CorruptRecordException if the bytes are not of this layout
     */
    public static Premiums decode(byte[] bytes) {
        ByteReader in = new ByteReader("premiums", bytes, VERSION);
        Premiums premiums =
                new Premiums(Double.longBitsToDouble(in.fixed()), Double.longBitsToDouble(in.fixed()), in.varint());
        in.end();
        if (!inRange(premiums.user()) || !inRange(premiums.item())) {
            throw new CorruptRecordException(
                    "premiums: " + premiums + " are not in [0, " + PremiumGovernor.CEILING + "]");
        }
        return premiums;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.client;

/** Spreads integers over all 64 bits: the finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014, variant 13). */
final class Mixing {
    private Mixing() {}

    static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}

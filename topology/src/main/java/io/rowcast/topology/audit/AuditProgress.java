// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.audit;

/** Told how far the checks are; may throw to end them. */
@FunctionalInterface
public interface AuditProgress {
    /**
     * Called now and then.
     *
     * @param what what is being checked, in a word or two
     * @param records how many of it were looked at so far
     */
    void checking(String what, long records);
}

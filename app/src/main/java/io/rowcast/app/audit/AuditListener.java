// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.audit;

/** Told what an audit is doing; may throw to end it. */
public interface AuditListener {
    /** It waits. */
    void waiting(String forWhat);

    /** It reads topics; both in offsets. */
    void reading(long done, long total);

    /** It reads the input. */
    void input(String file, long events);

    /** It checks. */
    void checking(String what, long records);
}

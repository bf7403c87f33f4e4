// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import java.io.Serial;

/** State or topics were written with other fixed settings than this instance has. */
public final class DeploymentMismatchException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private DeploymentMismatchException(String message) {
        super(message);
    }

    /**
     * Checks it.
     *
     * @throws DeploymentMismatchException if the two differ, naming both and the place
     */
    public static void check(String own, String found, String place) {
        if (!own.equals(found)) {
            throw new DeploymentMismatchException(
                    place + " was written with " + found + ", but this instance has " + own);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import java.nio.file.Path;

/** A broker that tests may do harm to. It keeps its address and its data until it is closed. */
interface BreakableBroker extends Broker {

    /** Starts the kind of broker that was asked for. */
    static BreakableBroker start(Path directory) {
        return switch (KIND) {
            case "process" -> new BrokerProcess(directory);
            case "container" -> new BrokerContainer();
            default ->
                throw new IllegalArgumentException("rowcast.it.broker is process or container, not '" + KIND + "'");
        };
    }

    /** Ends it without giving it a chance to do anything. */
    void kill();

    /** Starts it again where it was killed. */
    void restart();
}

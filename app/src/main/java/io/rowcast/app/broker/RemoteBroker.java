// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.broker;

record RemoteBroker(String bootstrapServers) implements Broker {
    @Override
    public void close() {}
}

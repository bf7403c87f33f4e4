package io.rowcast.app.broker;

record RemoteBroker(String bootstrapServers) implements Broker {
    @Override
    public void close() {}
}

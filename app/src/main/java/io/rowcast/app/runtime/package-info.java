/**
 * Running the topology: its topics, its state directory, the settings of Kafka Streams, how far it lags and when it has
 * settled. May depend on {@code io.rowcast.topology}, {@code io.rowcast.app.config} and {@code io.rowcast.app.home}.
 */
package io.rowcast.app.runtime;

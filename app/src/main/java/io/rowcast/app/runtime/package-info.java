// SPDX-License-Identifier: Apache-2.0
/**
 * Running the topology: its topics, its state directory, the settings of Kafka Streams, how far it lags and when it has
 * settled. May depend on {@code io.rowcast.topology} and on the packages {@code config}, {@code home} and
 * {@code load} of the application.
 */
package io.rowcast.app.runtime;

// SPDX-License-Identifier: Apache-2.0
/**
 * The effective configuration: which keys there are, where each value came from, and which values are secret. May
 * depend on Kafka's configuration classes and on {@code io.rowcast.topology.ClusteringConfig}; opens no connection.
 */
package io.rowcast.app.config;

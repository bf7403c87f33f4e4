// SPDX-License-Identifier: Apache-2.0
/**
 * The processors: they decode, call the domain, store, count and forward, and decide nothing themselves. May depend on
 * Kafka Streams and on every package below.
 */
package io.rowcast.topology.processor;

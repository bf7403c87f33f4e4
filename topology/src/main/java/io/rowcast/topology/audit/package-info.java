// SPDX-License-Identifier: Apache-2.0
/**
 * Recounts every invariant of a deployment from nothing but the records of its topics. Sits on top of the formats and of
 * the topology's own rules of what belongs where; knows nothing of Kafka Streams, and leaves the reading to its caller.
 */
package io.rowcast.topology.audit;

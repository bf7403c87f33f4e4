// SPDX-License-Identifier: Apache-2.0
/**
 * What events may look like: formats that read interactions from records of other systems. Public, as a format of one's own
 * implements {@link io.rowcast.topology.format.InteractionFormat}. May depend on {@code graph} and {@code serde}; knows of
 * Kafka no more than how settings are refused.
 */
package io.rowcast.topology.format;

// SPDX-License-Identifier: Apache-2.0
/**
 * Rows for a file at once, without a stream: the graph of its events, the methods by name, and what they came to. May
 * depend on the topology's {@code solve}, {@code batch}, {@code clustering} and {@code client}, and on {@code load}; on no
 * other package of the application.
 */
package io.rowcast.app.solve;

// SPDX-License-Identifier: Apache-2.0
/**
 * JMH benchmarks of what runs once per event, vote or vertex: scoring, every format, and the paths through stores and
 * tables that stay in memory. Not run by the tests; see "Benchmarks" in the module's README.
 */
package io.rowcast.topology.benchmark;

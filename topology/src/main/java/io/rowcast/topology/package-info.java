// SPDX-License-Identifier: Apache-2.0
/**
 * The clustering topology, its settings and its topics: what an application needs to run it. May depend on every
 * package below; none of them depends on it but for the store names in {@link io.rowcast.topology.Topics}.
 */
package io.rowcast.topology;

/** Oracles for the tests of all modules: a recount of all invariants, and the algorithm run plainly in memory. */
package io.rowcast.topology.reference;

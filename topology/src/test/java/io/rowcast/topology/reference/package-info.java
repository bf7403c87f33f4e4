// SPDX-License-Identifier: Apache-2.0
/** Oracle for the tests of all modules: the algorithm run plainly in memory. */
package io.rowcast.topology.reference;

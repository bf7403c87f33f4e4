// SPDX-License-Identifier: Apache-2.0
/**
 * Label propagation with a fixed number of labels: parameters, scores, moves, volumes and the pacing of sweeps. Depends
 * on {@code graph} only; reads labels and volumes through the small interfaces here, returns decisions and writes
 * nothing.
 */
package io.rowcast.topology.clustering;

// SPDX-License-Identifier: Apache-2.0
/** What trainers and serving systems see: rows of the two codebooks and their generations. Depends on {@code graph} only. */
package io.rowcast.topology.codebook;

// SPDX-License-Identifier: Apache-2.0
/** Versions of the table: those that are there, and asking for one. Depends on the topology, its formats and readers. */
package io.rowcast.app.version;

// SPDX-License-Identifier: Apache-2.0
/**
 * Writes the codebook mappings to files: the table as it is to one CSV, and versions of it to folders.
 *
 * <p>May depend on the readers and the mapping types of the topology, and on the libraries for CSV, JSON, Parquet and
 * compression; on no other package of the application.
 */
package io.rowcast.app.export;

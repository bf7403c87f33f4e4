/**
 * Writes the codebook mappings to files.
 *
 * <p>May depend on the mapping reader and the mapping types of the topology, and on the CSV library; on no other package
 * of the application.
 */
package io.rowcast.app.export;

// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.audit;

/** The parts of a {@link Spool}; the ordinal is the first byte of their keys. */
enum Section {
    USERS,
    ITEMS,
    PAGES,
    USER_VOLUMES,
    ITEM_VOLUMES,
    ROWS,
    PUBLISHED_VOLUMES,
    ITEM_LABELS,
    MAPPINGS,
    MAPPING_SUMS,
    VERSIONS,
    /** Item hash 8 B | label 4 B: the votes that the users' records call for, as a sum. */
    EXPECTED_VOTES,
    /** Key of a mapping or a row: the value that the vertex, or the task that decides on the row, calls for. */
    EXPECTED_MAPPINGS,
    /** User hash 8 B | number 8 B: an event of the input, see {@link InputEvents}. */
    INPUT_EVENTS,
    /** Item hash 8 B: number of the last event that forgets the item. */
    INPUT_FORGOTTEN_ITEMS
}

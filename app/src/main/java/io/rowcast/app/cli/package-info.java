// SPDX-License-Identifier: Apache-2.0
/**
 * The command line: one class per command, its options and what it prints. May depend on every other package of the
 * application; only {@code Main} depends on it.
 */
package io.rowcast.app.cli;

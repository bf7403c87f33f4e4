// SPDX-License-Identifier: Apache-2.0
/**
 * The home: the one directory in which everything on disk lies, and who uses it at the moment. Depends on the JDK
 * only.
 */
package io.rowcast.app.home;

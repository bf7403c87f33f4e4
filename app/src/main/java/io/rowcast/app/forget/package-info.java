// SPDX-License-Identifier: Apache-2.0
/** Has a running deployment forget a user or an item, and writes the receipt of it from the topics. */
package io.rowcast.app.forget;

// SPDX-License-Identifier: Apache-2.0
/**
 * Taking a deployment back to where it has seen no event.
 *
 * <p>May depend on kafka-clients, the topics and what {@code runtime} has for failures.
 */
package io.rowcast.app.reset;

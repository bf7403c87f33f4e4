// SPDX-License-Identifier: Apache-2.0
/**
 * The embedded broker: Kafka's own server in this process. The only package that may use Kafka's server classes; of
 * Rowcast it knows {@code io.rowcast.app.home} alone.
 */
package io.rowcast.app.broker;

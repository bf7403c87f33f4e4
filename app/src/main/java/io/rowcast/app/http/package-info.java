// SPDX-License-Identifier: Apache-2.0
/**
 * The HTTP interface of an instance: the server, who may ask, how errors look, and the routes that serve rows
 * and tell operators how the instance does. May depend on
 * {@code config}, {@code metrics}, {@code runtime} and the topology; nothing but {@code cli} depends on it.
 */
package io.rowcast.app.http;

/**
 * The HTTP interface of an instance: the server, who may ask, how errors look, and the routes that serve rows. May depend on
 * {@code config}, {@code runtime} and the topology; nothing but {@code cli} depends on it.
 */
package io.rowcast.app.http;

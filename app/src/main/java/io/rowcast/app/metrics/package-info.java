// SPDX-License-Identifier: Apache-2.0
/**
 * What an instance knows of itself and its deployment, for those who watch: samples of a few minutes, a picture of the
 * co-clustering, and meters. Read from outside the stream threads, once a second. May depend on {@code runtime} and the
 * topology.
 */
package io.rowcast.app.metrics;

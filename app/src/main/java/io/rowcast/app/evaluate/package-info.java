// SPDX-License-Identifier: Apache-2.0
/**
 * What a mapping costs in recall: recommenders trained with embedding tables tied by a mapping, ranked against held-out
 * edges, and the report of it.
 *
 * <p>{@link io.rowcast.app.evaluate.Trainer} and all it calls compute only: arrays, seeds and worker threads, no files, no
 * clock, no output. {@link io.rowcast.app.evaluate.DatasetReader} and {@link io.rowcast.app.evaluate.MappingFile} read
 * files; {@link io.rowcast.app.evaluate.Evaluation} puts both together. May depend on {@code load}, on the packages
 * {@code batch}, {@code clustering}, {@code codebook} and {@code graph} of the topology, on fastutil and the CSV library; nothing of Kafka.
 */
package io.rowcast.app.evaluate;

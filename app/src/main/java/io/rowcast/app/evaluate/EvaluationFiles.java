// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import io.rowcast.app.load.InputSource;
import java.util.Optional;

/**
 * Where the edges come from.
 *
 * @param train edges to train on
 * @param validation edges that decide when to stop; without them a share of the training edges does
 * @param cold edges of users who come after training, those of a user in the order in which they came
 * @param test edges to test with
 */
public record EvaluationFiles(
        InputSource train, Optional<InputSource> validation, Optional<InputSource> cold, InputSource test) {}

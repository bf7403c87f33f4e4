// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A scale between values and places on a drawing.
 *
 * @param low value at {@code start}
 * @param high value at {@code end}, above {@code low}
 * @param logarithmic whether equal ratios are equally far apart; then {@code low} is above 0
 * @param ticks the values that are marked, ascending
 */
record Axis(double low, double high, double start, double end, boolean logarithmic, List<Double> ticks) {
    private static final double[] STEPS = {1, 2, 5};

    /** An axis that begins and ends a little beyond some values, with round ticks. */
    static Axis linear(double smallest, double largest, double start, double end) {
        double margin = Math.max(0.08 * (largest - smallest), 1e-6 + 0.01 * Math.abs(largest));
        double low = Math.max(0, smallest - margin);
        double high = largest + margin;
        double step = roundStep((high - low) / 8);
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step); i * step <= high; i++) {
            ticks.add(i * step);
        }
        return new Axis(low, high, start, end, false, ticks);
    }

    /** A logarithmic one, with ticks at 1, 2 and 5 times powers of ten. */
    static Axis logarithmic(double smallest, double largest, double start, double end) {
        double low = smallest / 1.3;
        double high = largest * 1.3;
        List<Double> ticks = new ArrayList<>();
        for (double power = Math.pow(10, Math.floor(Math.log10(low))); power <= high; power *= 10) {
            for (double step : STEPS) {
                if (step * power >= low && step * power <= high) {
                    ticks.add(step * power);
                }
            }
        }
        return new Axis(low, high, start, end, true, ticks);
    }

    private static double roundStep(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double step : STEPS) {
            if (step * power >= rough) {
                return step * power;
            }
        }
        return 10 * power;
    }

    double place(double value) {
        double share = logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
        return start + share * (end - start);
    }

    /** A count in few characters, such as 768k or 4.5M. */
    static String count(double value) {
        if (value >= 1e6) {
            return shortest(value / 1e6) + "M";
        }
        return value >= 1e3 ? shortest(value / 1e3) + "k" : shortest(value);
    }

    private static String shortest(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rowcast.app.load.LoadSummary;
import io.rowcast.app.runtime.SettleWatch;
import io.rowcast.topology.clustering.Statistics;
import java.util.Locale;

/**
 * What a batch-like run came to, as written with {@code --summary}. Counters are those of the whole deployment, over all
 * its runs; times and {@code eventsPerSecond} are those of this run.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RunSummary(
        boolean settled,
        long events,
        long unchangedEvents,
        long deadLetters,
        long distinctEdges,
        long users,
        long items,
        int rowsPerSide,
        int userRowsInUse,
        int itemRowsInUse,
        double insideEdgeShare,
        double objective,
        double resolution,
        double rho,
        double userPremium,
        double itemPremium,
        double largestVolumeOverMean,
        double largestUserVolumeOverMean,
        double largestItemVolumeOverMean,
        long moves,
        long userMoves,
        long itemMoves,
        long mappingsPublished,
        long mappingChanges,
        long mappingReturns,
        long movesWaiting,
        long sweeps,
        double secondsToConsume,
        double secondsToSettle,
        double eventsPerSecond,
        LoadSummary load) {

    /**
     * The summary of a run.
     *
     * @param eventsBefore events the deployment had consumed before this run
     * @param load what was loaded, or {@code null} without an input
     */
    static RunSummary of(
            Statistics statistics, double rho, SettleWatch watch, long now, long eventsBefore, LoadSummary load) {
        double seconds = watch.secondsToConsume(now);
        long events = Math.max(0, statistics.events() - eventsBefore);
        return new RunSummary(
                watch.phase().compareTo(SettleWatch.Phase.SETTLED) >= 0,
                statistics.events(),
                statistics.unchanged(),
                statistics.deadLetters(),
                statistics.edges(),
                statistics.users(),
                statistics.items(),
                statistics.rows(),
                statistics.userRows(),
                statistics.itemRows(),
                statistics.insideShare(),
                statistics.objective(),
                statistics.resolution(),
                rho,
                statistics.userPremium(),
                statistics.itemPremium(),
                statistics.largestVolume(),
                statistics.largestUserVolume(),
                statistics.largestItemVolume(),
                statistics.moves(),
                statistics.userMoves(),
                statistics.itemMoves(),
                statistics.mappings(),
                statistics.mappingChanges(),
                statistics.mappingReturns(),
                statistics.waitingMoves(),
                statistics.sweeps(),
                seconds,
                watch.secondsToSettle(now),
                seconds > 0 ? events / seconds : 0,
                load);
    }

    String toText() {
        return String.format(
                Locale.ROOT,
                """
                %s
                  events              %,d (%,d changed nothing, %,d dead letters)
                  graph               %,d edges, %,d users, %,d items
                  rows in use         %,d for users, %,d for items, of %,d
                  inside edges        %.4f
                  objective           %.4f at R %.2f (rho %.4f), premium %.3f and %.3f
                  largest volume      %.2f times the mean
                  moves               %,d in %,d sweeps and the stream
                  mappings published  %,d, of them changes %,d (back within a minute %,d)
                  consumed in         %.1f s, %,.0f events/s
                  settled in          %.1f s""",
                settled ? "settled" : "not settled",
                events,
                unchangedEvents,
                deadLetters,
                distinctEdges,
                users,
                items,
                userRowsInUse,
                itemRowsInUse,
                rowsPerSide,
                insideEdgeShare,
                objective,
                resolution,
                rho,
                userPremium,
                itemPremium,
                largestVolumeOverMean,
                moves,
                sweeps,
                mappingsPublished,
                mappingChanges,
                mappingReturns,
                secondsToConsume,
                eventsPerSecond,
                secondsToSettle);
    }
}

package io.rowcast.topology.processor;

import io.rowcast.topology.clustering.FreeLabelPool;
import io.rowcast.topology.clustering.PremiumGovernor;
import io.rowcast.topology.clustering.Statistics;
import io.rowcast.topology.serde.PremiumFormat;
import io.rowcast.topology.serde.PremiumFormat.Premiums;
import io.rowcast.topology.store.VolumeStore;
import java.util.function.Consumer;

/** What the user side does between sweeps: finishes forgetting, looks for free labels and, in one task, governs the premiums. */
final class UserSweepListener implements VertexTask.SweepListener {
    private final TaskContext task;
    private final VolumeStore volumes;
    private final FreeLabelPool free;
    private final Forgetting forgetting;
    private final boolean governs;
    private final Consumer<byte[]> publish;
    private final Runnable wake;
    private final PremiumGovernor userGovernor = new PremiumGovernor();
    private final PremiumGovernor itemGovernor = new PremiumGovernor();
    private long[] sweepsAtStep = {};
    private boolean unpublished = true;

    UserSweepListener(
            TaskContext task,
            VolumeStore volumes,
            FreeLabelPool free,
            Forgetting forgetting,
            int partition,
            Consumer<byte[]> publish,
            Runnable wake) {
        this.task = task;
        this.volumes = volumes;
        this.free = free;
        this.forgetting = forgetting;
        this.governs = task.governor() && partition == 0;
        this.publish = publish;
        this.wake = wake;
    }

    @Override
    public boolean sweepDone() {
        forgetting.sweepDone();
        boolean stable = true;
        if (governs && !everyTaskSweptSinceStep()) {
            stable = false;
        } else if (governs) {
            Premiums before = volumes.premiums();
            Statistics now = task.volumes().statistics();
            Premiums after = new Premiums(
                    userGovernor.govern(before.user(), now.rows(), now.userRows(), now.users()),
                    itemGovernor.govern(before.item(), now.rows(), now.itemRows(), now.items()));
            stable = after.equals(before);
            if (!stable) {
                sweepsAtStep = task.volumes().sweeps();
                volumes.premiums(after);
                unpublished = true;
            }
        }
        if (forgetting.pending()) {
            wake.run();
            stable = false;
        }
        return stable;
    }

    private boolean everyTaskSweptSinceStep() {
        long[] sweeps = task.volumes().sweeps();
        if (sweeps.length != sweepsAtStep.length) {
            return true;
        }
        for (int i = 0; i < sweeps.length; i++) {
            // The sweep that was under way at the step may have passed some vertices before they could know of it.
            if (sweeps[i] < sweepsAtStep[i] + 2) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void publishing() {
        free.refresh();
        if (governs && unpublished) {
            publish.accept(PremiumFormat.encode(volumes.premiums()));
            unpublished = false;
        }
    }
}

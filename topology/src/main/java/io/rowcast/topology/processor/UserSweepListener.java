// SPDX-License-Identifier: Apache-2.0
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
    private boolean swept;
    private boolean governorRests;
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
        swept = true;
        if (forgetting.pending()) {
            wake.run();
            return false;
        }
        return true;
    }

    @Override
    public boolean urgent() {
        return governs && swept && task.volumes().sweptSince(volumes.premiums().step());
    }

    @Override
    public void publishing() {
        free.refresh();
        if (governs) {
            govern();
        }
        if (governs && unpublished) {
            publish.accept(PremiumFormat.encode(volumes.premiums()));
            unpublished = false;
        }
    }

    @Override
    public boolean settled() {
        return !governs || governorRests;
    }

    /** Takes the next step when every task has answered to the last one with a whole sweep. */
    private void govern() {
        Premiums before = volumes.premiums();
        if (!task.volumes().sweptSince(before.step())) {
            governorRests = false;
        } else if (swept) {
            swept = false;
            Statistics now = task.volumes().statistics();
            double user = userGovernor.govern(before.user(), now.rows(), now.userRows(), now.users());
            double item = itemGovernor.govern(before.item(), now.rows(), now.itemRows(), now.items());
            governorRests = user == before.user() && item == before.item();
            if (!governorRests) {
                volumes.premiums(new Premiums(user, item, before.step() + 1));
                unpublished = true;
            }
        }
    }
}

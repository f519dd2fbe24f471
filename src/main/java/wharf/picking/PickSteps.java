package wharf.picking;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import wharf.picking.BatchView.Task;
import wharf.picking.Scanned.Counted;
import wharf.picking.Scanned.Withdrawn;
import wharf.picking.Scanned.Wrong;
import wharf.platform.Words;
import wharf.shared.Refusal;
import wharf.warehouse.Totes;

/** Turns one scan after another into picks: what the single field of the picker's screen means at each moment. */
@Component
class PickSteps {
    private static final int LONGEST_COUNT = 4;
    private static final int AHEAD = 40;

    private final PickBatches batches;
    private final Picks picks;
    private final FloorCodes codes;
    private final Totes totes;
    private final PickMaps maps;

    PickSteps(PickBatches batches, Picks picks, FloorCodes codes, Totes totes, PickMaps maps) {
        this.batches = batches;
        this.picks = picks;
        this.codes = codes;
        this.totes = totes;
        this.maps = maps;
    }

    /**
     * A scan, with what the screen knew.
     *
     * @param scanId made by the device, new for every scan
     */
    record Scan(
            UUID batch,
            @Nullable UUID task,
            @Nullable String bin,
            @Nullable String item,
            @Nullable Integer count,
            @Nullable String scan,
            @Nullable UUID scanId) {
        int taken() {
            return count == null ? 0 : count;
        }

        String text() {
            return scan == null ? "" : scan.strip();
        }

        String binOrNone() {
            return bin == null ? "" : bin;
        }

        String itemOrNone() {
            return item == null ? "" : item;
        }

        UUID idOrNew() {
            return scanId == null ? wharf.shared.Ids.next() : scanId;
        }
    }

    PickStep show(Words words, UUID batch) {
        return mapped(PickStep.start(words, batches.view(batch)));
    }

    PickStep scan(Words words, Scan scan) {
        var now = PickStep.start(words, batches.view(scan.batch()));
        try {
            return mapped(step(now, scan));
        } catch (Refusal refused) {
            return mapped(resume(now, scan).wrong(refused.problems().getFirst()));
        }
    }

    /** Takes the last scan back: units that are in the picker's hand, before they are in a tote; else the last pick. */
    PickStep undo(Words words, Scan scan, @Nullable UUID last) {
        var now = PickStep.start(words, batches.view(scan.batch()));
        var step = resume(now, scan);
        if (step.count() > 0) return mapped(step.at(step.bin()).right(step.say("tone.again", step.count())));
        try {
            return mapped(answer(now, picks.undo(scan.batch(), last), "tone.undone"));
        } catch (Refusal refused) {
            return mapped(now.wrong(refused.problems().getFirst()));
        }
    }

    /** The picker has read an instruction; what is in the hand stays there. */
    PickStep acknowledge(Words words, Scan scan, UUID instruction) {
        try {
            var now = PickStep.start(words, batches.acknowledge(scan.batch(), instruction));
            return mapped(resume(now, scan).right(words.say("pack.tone.confirmed")));
        } catch (Refusal refused) {
            var now = PickStep.start(words, batches.view(scan.batch()));
            return mapped(resume(now, scan).wrong(refused.problems().getFirst()));
        }
    }

    PickStep lose(Words words, LossReport report, UUID batch) {
        var now = PickStep.start(words, batches.view(batch));
        try {
            return mapped(answer(now, picks.lose(report), "tone.short"));
        } catch (Refusal refused) {
            return mapped(now.wrong(refused.problems().getFirst()));
        }
    }

    private PickStep step(PickStep now, Scan scan) {
        if (scan.text().isEmpty()) return resume(now, scan);
        return switch (now.batch().next().action()) {
            case TOTE -> putOnCart(now, scan);
            case PICK -> pick(now, scan);
            // What was to be done last may have been withdrawn while it was in the picker's hand.
            case DONE -> scan.task() == null ? now : repeated(now, scan);
        };
    }

    private PickStep putOnCart(PickStep now, Scan scan) {
        if (isOnCart(now, scan)) return now.right(now.say("tone.tote"));
        var view = batches.assignTote(now.batch().id(), null, scan.text());
        return PickStep.start(now.words(), view).right(now.say("tone.tote"));
    }

    /** A tote that stands on this cart already: its scan is sent again, or a hand was quicker than an eye. */
    private boolean isOnCart(PickStep now, Scan scan) {
        return totes.find(now.batch().warehouse(), scan.text())
                .filter(tote -> now.batch().slots().stream()
                        .anyMatch(slot -> tote.code().equals(slot.tote())))
                .isPresent();
    }

    private PickStep pick(PickStep now, Scan scan) {
        var task = java.util.Objects.requireNonNull(now.task());
        if (scan.task() == null && isOnCart(now, scan)) return now.right(now.say("tone.tote"));
        boolean another = scan.task() != null && !scan.task().equals(task.id());
        if (another) return repeated(now, scan);
        var step = resume(now, scan);
        var unconfirmed = task.unconfirmed();
        if (unconfirmed.isPresent()) return step.wrong(unconfirmed.get().unconfirmed());
        return switch (step.stage()) {
            case BIN -> bin(step, task, scan.text());
            case ITEM, INTO -> itemOrTote(step, task, scan);
            case TOTE, DONE -> step;
        };
    }

    /** A scan about a task that is not the next one: sent again after it counted, or something happened in between. */
    private PickStep repeated(PickStep now, Scan scan) {
        boolean commits = scan.taken() > 0
                && !scan.binOrNone().isEmpty()
                && !scan.itemOrNone().isEmpty();
        if (!commits) return now.wrong(now.say("changed"));
        return answer(now, picks.pick(commit(scan)), "tone.picked");
    }

    private static PickStep resume(PickStep now, Scan scan) {
        var task = now.task();
        boolean same = task != null
                && task.id().equals(scan.task())
                && !scan.binOrNone().isEmpty();
        if (!same || task == null) return now;
        int count = Math.clamp(scan.taken(), 0, task.left());
        return now.at(scan.binOrNone()).holding(scan.itemOrNone(), count);
    }

    private static PickStep bin(PickStep step, Task task, String text) {
        if (FloorCodes.clean(text).equals(task.binCode().toUpperCase(java.util.Locale.ROOT))) {
            return step.at(task.binCode()).right(step.say("tone.bin"));
        }
        return step.wrong(step.say("refused.wrong-bin") + " " + text + " ≠ " + task.binCode());
    }

    private PickStep itemOrTote(PickStep step, Task task, Scan scan) {
        boolean tote = step.count() > 0
                && totes.find(step.batch().warehouse(), scan.text()).isPresent();
        if (tote) return answer(step, picks.pick(commit(scan)), "tone.picked");
        if (step.count() > 0 && isCount(scan.text())) return typed(step, task, Integer.parseInt(scan.text()));
        var units = codes.units(scan.text(), task.item());
        if (units.isEmpty())
            return step.wrong(
                    step.say(step.stage() == PickStep.Stage.INTO ? "refused.wrong-tote" : "refused.wrong-item"));
        return typed(step.holding(scan.text(), step.count()), task, step.count() + units.get());
    }

    private static PickStep typed(PickStep step, Task task, int count) {
        if (count < 1 || count > task.left()) return step.wrong(step.say("refused.wrong-quantity"));
        return step.holding(step.item(), count).right(step.say("tone.item", count, task.left()));
    }

    private static boolean isCount(String text) {
        return text.length() <= LONGEST_COUNT && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static PickScan commit(Scan scan) {
        return new PickScan(
                scan.idOrNew(),
                java.util.Objects.requireNonNull(scan.task()),
                scan.binOrNone(),
                scan.itemOrNone(),
                scan.taken(),
                scan.text());
    }

    private static PickStep answer(PickStep step, Scanned scanned, String right) {
        return switch (scanned) {
            case Counted counted ->
                PickStep.start(step.words(), counted.batch()).right(step.say(right, counted.quantity()));
            case Withdrawn withdrawn ->
                PickStep.start(step.words(), withdrawn.batch()).wrong(step.say("withdrawn", withdrawn.reason()));
            case Wrong wrong -> step.wrong(wrong.problem());
        };
    }

    private PickStep mapped(PickStep step) {
        return step.along(maps.walk(step.batch()), batches.ahead(step.batch().id(), AHEAD));
    }
}

package wharf.picking;

import java.util.List;
import org.jspecify.annotations.Nullable;
import wharf.platform.Practice;
import wharf.platform.Words;
import wharf.shared.Problem;
import wharf.warehouse.FloorMap;

/**
 * What a picker sees: the next thing to do, and what became of the last scan. All that is not stored yet travels with it and comes back
 * with the next scan, so any node can answer it. For templates.
 *
 * @param bin the bin that was scanned rightly; empty before
 * @param item the code of the item that was scanned rightly; empty before
 * @param count units taken so far, not yet in the tote
 */
public record PickStep(
        Words words,
        BatchView batch,
        String bin,
        String item,
        int count,
        Tone tone,
        String message,
        @Nullable Walk walk,
        List<BatchView.Task> ahead) {
    public PickStep {
        ahead = List.copyOf(ahead);
    }

    /** How the last scan went: colour and sound. */
    public enum Tone {
        NONE,
        RIGHT,
        WRONG
    }

    /** What the next scan has to be. */
    public enum Stage {
        TOTE,
        BIN,
        ITEM,
        INTO,
        DONE
    }

    /** The walk of the batch and its next bin, to be laid over the map of the site. */
    public record Walk(String viewBox, String polyline, FloorMap.@Nullable Box next, List<FloorMap.Box> ahead) {
        public Walk {
            ahead = List.copyOf(ahead);
        }
    }

    static PickStep start(Words words, BatchView batch) {
        return new PickStep(words, batch, "", "", 0, Tone.NONE, "", null, List.of());
    }

    PickStep right(String message) {
        return new PickStep(words, batch, bin, item, count, Tone.RIGHT, message, walk, ahead);
    }

    PickStep wrong(String message) {
        return new PickStep(words, batch, bin, item, count, Tone.WRONG, message, walk, ahead);
    }

    PickStep wrong(Problem problem) {
        return wrong(words.refused(problem));
    }

    PickStep at(String scannedBin) {
        return new PickStep(words, batch, scannedBin, "", 0, tone, message, walk, ahead);
    }

    PickStep holding(String scannedItem, int units) {
        return new PickStep(words, batch, bin, scannedItem, units, tone, message, walk, ahead);
    }

    PickStep along(@Nullable Walk path, List<BatchView.Task> tasks) {
        return new PickStep(words, batch, bin, item, count, tone, message, path, tasks);
    }

    /** Whether the device practises: then what is to be scanned can be touched, since nothing of it lies there. */
    public boolean practice() {
        return Practice.here();
    }

    /** What the next scan has to be, where the screen knows. */
    public @Nullable String hint() {
        var next = task();
        return switch (stage()) {
            case TOTE, DONE -> null;
            case BIN -> next == null ? null : next.binCode();
            case ITEM -> next == null ? null : next.sku();
            case INTO -> next == null ? null : next.tote();
        };
    }

    public BatchView.@Nullable Task task() {
        return batch.next().task();
    }

    public Stage stage() {
        return switch (batch.next().action()) {
            case TOTE -> Stage.TOTE;
            case DONE -> Stage.DONE;
            case PICK -> bin.isEmpty() ? Stage.BIN : pickStage();
        };
    }

    private Stage pickStage() {
        var task = task();
        return task != null && count >= task.left() ? Stage.INTO : Stage.ITEM;
    }

    public String say(String key, Object... values) {
        return words.say(key, values);
    }
}

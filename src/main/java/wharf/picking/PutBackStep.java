package wharf.picking;

import java.util.List;
import org.jspecify.annotations.Nullable;
import wharf.platform.Words;

/**
 * What whoever puts units back sees: the next thing to do, and what became of the last scan. For templates.
 *
 * @param waiting what has to go back anywhere; shown before a container is scanned
 * @param container the container that was scanned; empty before
 * @param task what comes out of it next; null before
 * @param item the code of the item that was scanned rightly; empty before
 * @param picture the address of the item's picture; null for none
 * @param last the scan that can be undone; null for none
 */
public record PutBackStep(
        Words words,
        List<PutBack> waiting,
        String container,
        @Nullable PutBack task,
        String item,
        int count,
        PickStep.Tone tone,
        String message,
        @Nullable String picture,
        PutBacks.@Nullable LastScan last) {
    public PutBackStep {
        waiting = List.copyOf(waiting);
    }

    /** What the next scan has to be. */
    public enum Stage {
        CONTAINER,
        ITEM,
        BIN
    }

    static PutBackStep start(Words words, List<PutBack> waiting) {
        return new PutBackStep(words, waiting, "", null, "", 0, PickStep.Tone.NONE, "", null, null);
    }

    PutBackStep from(String scannedContainer, PutBack next) {
        return new PutBackStep(words, List.of(), scannedContainer, next, "", 0, tone, message, picture, last);
    }

    PutBackStep holding(String scannedItem, int units) {
        return new PutBackStep(words, waiting, container, task, scannedItem, units, tone, message, picture, last);
    }

    PutBackStep right(String text) {
        return new PutBackStep(words, waiting, container, task, item, count, PickStep.Tone.RIGHT, text, picture, last);
    }

    PutBackStep wrong(String text) {
        return new PutBackStep(words, waiting, container, task, item, count, PickStep.Tone.WRONG, text, picture, last);
    }

    PutBackStep with(@Nullable String itemPicture, PutBacks.@Nullable LastScan lastScan) {
        return new PutBackStep(words, waiting, container, task, item, count, tone, message, itemPicture, lastScan);
    }

    public Stage stage() {
        if (task == null) return Stage.CONTAINER;
        return count < task.left() ? Stage.ITEM : Stage.BIN;
    }

    public String say(String key, Object... values) {
        return words.say(key, values);
    }
}

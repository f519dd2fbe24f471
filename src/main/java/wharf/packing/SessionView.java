package wharf.packing;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.packing.carton.Care;
import wharf.packing.carton.Dunnage;
import wharf.platform.Words;
import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;
import wharf.shared.WarehouseId;

/**
 * What a packer sees.
 *
 * @param next the next thing to do, one sentence
 * @param todo the same, for who speaks another language or wants to see the item
 * @param lastScan request id of the scan that can be undone; null when the carton is empty
 * @param suggestion how the plan would pack the next parcel; null without a plan
 */
public record SessionView(
        UUID id,
        WarehouseId site,
        String code,
        String worker,
        boolean open,
        String next,
        Todo todo,
        List<Line> lines,
        List<PackInstruction> instructions,
        int unitsInCarton,
        int expectedGramsInCarton,
        @Nullable String lastScan,
        @Nullable Suggestion suggestion,
        List<ClosedParcel> parcels) {

    /**
     * The next thing to do.
     *
     * @param name of the item to scan, or the instruction to confirm; empty otherwise
     * @param units of the item still to be packed
     * @param picture the address of the item's picture; null for none
     */
    public record Todo(
            Kind kind,
            String name,
            String sku,
            int units,
            @Nullable String picture) {
        /** Open a tote, confirm an instruction, choose the carton and weigh, or scan an item. */
        public enum Kind {
            TOTE,
            CONFIRM,
            CARTON,
            ITEM
        }

        static Todo of(Kind kind, String name) {
            return new Todo(kind, name, "", 0, null);
        }

        public boolean item() {
            return kind == Kind.ITEM;
        }

        public String say(Words words) {
            return words.say("pack.todo." + kind.name(), name, sku, units);
        }
    }

    /**
     * An item of a fulfilment.
     *
     * @param awaited still in bins: not picked yet
     * @param places where the units to pack are
     */
    public record Line(
            FulfilmentId fulfilment,
            String fulfilmentNumber,
            ItemId item,
            String sku,
            String name,
            int toPack,
            int inCarton,
            int awaited,
            List<String> places,
            List<Care> care) {}

    /** The planned parcel: number {@code number} of {@code of}. */
    public record Suggestion(
            int number,
            int of,
            String carton,
            String cartonName,
            int grossGrams,
            int fillPercent,
            Dunnage dunnage,
            String reason,
            List<Step> steps,
            List<Layer> layers) {}

    /** So many units of an item, lying so, at once; {@code layer} is the drawing it is seen in. */
    public record Step(int number, String sku, String name, int units, String howToPlace, int layer) {}

    /** A look from above at what lies at one height; millimetres, origin at a corner of the carton. */
    public record Layer(int number, int fromHeightMm, int lengthMm, int widthMm, List<Rectangle> rectangles) {}

    /** A block in a layer; {@code below} is what was put in before. */
    public record Rectangle(int step, String label, int x, int y, int length, int width, boolean below) {}
}

package wharf.picking;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.WarehouseId;

/**
 * A walk with a cart, as the picker sees it.
 *
 * @param leaseUntil until when it is this picker's; every scan renews it
 * @param walkMm the whole walk; {@code aloneMm} is what it would be one fulfilment at a time
 * @param undoable whether there is a pick to undo
 * @param lastScan the id of the last scan that counts; null before the first
 * @param next the next thing to do
 */
public record BatchView(
        UUID id,
        long number,
        UUID wave,
        WarehouseId warehouse,
        State state,
        @Nullable String picker,
        @Nullable Instant leaseUntil,
        int tasks,
        int tasksDone,
        int units,
        long walkMm,
        long aloneMm,
        boolean undoable,
        @Nullable UUID lastScan,
        List<Slot> slots,
        Next next) {
    public BatchView {
        slots = List.copyOf(slots);
    }

    /** Waiting for a picker, being picked, or over. */
    public enum State {
        OPEN,
        PICKING,
        DONE
    }

    /**
     * A place on the cart.
     *
     * @param tote the code of the tote that stands there; null before one is scanned
     * @param open tasks that still go into it
     * @param way where the tote goes when the cart is done, as far as is known now
     * @param putBack units in the tote that have to go back into bins
     * @param because why they do; null when there are none
     */
    public record Slot(
            int slot,
            FulfilmentId fulfilment,
            @Nullable String tote,
            int open,
            Way way,
            int putBack,
            @Nullable String because) {
        /** To the pack bench; to put-back, since its order was cancelled meanwhile; or nowhere, since nothing is in it. */
        public enum Way {
            PACK,
            PUT_BACK,
            EMPTY
        }
    }

    /** The totes that must not go to the pack bench. */
    public List<Slot> toPutBack() {
        return slots.stream().filter(slot -> slot.way() == Slot.Way.PUT_BACK).toList();
    }

    /** Whether anything of the cart is to be packed. */
    public boolean packable() {
        return slots.stream().anyMatch(slot -> slot.way() == Slot.Way.PACK);
    }

    /**
     * What to do next.
     *
     * @param slot which slot it is about; 0 when done
     * @param task only for a pick
     */
    public record Next(Action action, int slot, @Nullable Task task) {
        /** Scan a tote for the slot, pick the task, or bring each tote where its slot says. */
        public enum Action {
            TOTE,
            PICK,
            DONE
        }

        static final Next DONE = new Next(Action.DONE, 0, null);
    }

    /**
     * A pick to be made.
     *
     * @param left units still to be picked
     * @param tote where they go
     * @param lot the only lot to be taken; empty when the item has none
     * @param instruction what the picker must know, from the item; null for none
     * @param instructions what the picker must know or do, from the order
     * @param picture the address of the item's picture; null for none
     */
    public record Task(
            UUID id,
            int sequence,
            int slot,
            String tote,
            UUID bin,
            String binCode,
            MerchantId merchant,
            ItemId item,
            String sku,
            String name,
            String lot,
            int quantity,
            int picked,
            int left,
            @Nullable String instruction,
            List<PickInstruction> instructions,
            @Nullable String picture) {
        public Task {
            instructions = List.copyOf(instructions);
        }

        /** What has to be confirmed before anything is picked. */
        Optional<PickInstruction> unconfirmed() {
            return instructions.stream().filter(PickInstruction::blocks).findFirst();
        }
    }
}

package wharf.picking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import wharf.inventory.Allocations.Held;
import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;

/** So many units of an item from one bin into one slot's tote. */
record PickTask(
        UUID id,
        UUID batch,
        int slot,
        int sequence,
        MerchantId merchant,
        FulfilmentId fulfilment,
        OrderId order,
        int lineNo,
        ItemId item,
        UUID place,
        String placeCode,
        String lot,
        int quantity,
        int picked,
        int missing,
        State state,
        @Nullable String reason) {
    /** Open, or how it ended; the last three are final, but for an undo. */
    enum State {
        OPEN,
        PICKED,
        SHORT,
        WITHDRAWN
    }

    static final String COLUMNS = """
            t.id, t.batch_id, t.slot, t.sequence, t.merchant_id, t.fulfilment_id, t.order_id, t.line_no, t.item_id, t.place_id,
            t.place_code, t.lot, t.quantity, t.picked, t.short, t.state, t.reason
            """;
    static final RowMapper<PickTask> ROW = (row, n) -> read(row);

    private static PickTask read(ResultSet row) throws SQLException {
        return new PickTask(
                row.getObject("id", UUID.class),
                row.getObject("batch_id", UUID.class),
                row.getInt("slot"),
                row.getInt("sequence"),
                new MerchantId(row.getObject("merchant_id", UUID.class)),
                new FulfilmentId(row.getObject("fulfilment_id", UUID.class)),
                new OrderId(row.getObject("order_id", UUID.class)),
                row.getInt("line_no"),
                new ItemId(row.getObject("item_id", UUID.class)),
                row.getObject("place_id", UUID.class),
                row.getString("place_code"),
                row.getString("lot"),
                row.getInt("quantity"),
                row.getInt("picked"),
                row.getInt("short"),
                State.valueOf(row.getString("state")),
                row.getString("reason"));
    }

    /** Units still to be picked, as long as it is open. */
    int left() {
        return quantity - picked - missing;
    }

    /** The units of this task in a place: its bin, or its slot's tote. Those to be put back are its no longer. */
    boolean holds(Held held, UUID in) {
        return !held.orphaned()
                && held.place().equals(in)
                && held.fulfilment().equals(fulfilment)
                && held.lineNo() == lineNo
                && held.item().equals(item)
                && held.lot().equals(lot);
    }

    Unit units(int quantity) {
        return new Unit(merchant, fulfilment, order, lineNo, item, quantity);
    }
}

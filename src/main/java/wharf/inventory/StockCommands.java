package wharf.inventory;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/** Stock commands as people and programs write them, with names instead of ids. All or none; a request made before is passed over. */
@Service
class StockCommands {
    private static final String PRINTABLE = "[^\\p{Cc}]*";
    private static final String MUST_PRINT = "must not contain control characters";

    private final StockNames names;
    private final Stock stock;

    StockCommands(StockNames names, Stock stock) {
        this.names = names;
        this.stock = stock;
    }

    /**
     * Units that arrived.
     *
     * @param merchant code or id; may be left out by a caller that acts for one merchant
     * @param warehouse code or id
     * @param place code of the bin, pallet or staging place they are put in
     * @param lot required for items kept by lot
     * @param requestId made by the caller; the same one is received once
     */
    record NewReceipt(
            @Nullable String merchant,
            @NotBlank String warehouse,
            @NotBlank @Size(max = 50) String place,
            @NotBlank @Size(max = 100) String sku,

            @Nullable @Size(max = 50) @Pattern(regexp = PRINTABLE, message = MUST_PRINT)
            String lot,

            @Nullable LocalDate expiresOn,
            @Nullable Condition condition,
            @NotNull @Min(1) @Max(1_000_000) Integer quantity,
            @NotNull UUID requestId) {}

    /**
     * A correction.
     *
     * @param change units found (positive) or missing (negative)
     */
    record NewAdjustment(
            @Nullable String merchant,
            @NotBlank String warehouse,
            @NotBlank @Size(max = 50) String place,
            @NotBlank @Size(max = 100) String sku,

            @Nullable @Size(max = 50) @Pattern(regexp = PRINTABLE, message = MUST_PRINT)
            String lot,

            @Nullable Condition condition,
            @NotNull @Min(-1_000_000) @Max(1_000_000) Integer change,

            @NotBlank @Size(max = 200) @Pattern(regexp = PRINTABLE, message = MUST_PRINT)
            String reason,

            @NotNull UUID requestId) {}

    /** Free units go to another place of the same warehouse, or into another condition. */
    record NewMove(
            @Nullable String merchant,
            @NotBlank String warehouse,
            @NotBlank @Size(max = 50) String from,
            @NotBlank @Size(max = 50) String to,
            @NotBlank @Size(max = 100) String sku,

            @Nullable @Size(max = 50) @Pattern(regexp = PRINTABLE, message = MUST_PRINT)
            String lot,

            @Nullable Condition fromCondition,
            @Nullable Condition toCondition,
            @NotNull @Min(1) @Max(1_000_000) Integer quantity,

            @NotBlank @Size(max = 200) @Pattern(regexp = PRINTABLE, message = MUST_PRINT)
            String reason,

            @NotNull UUID requestId) {}

    @Transactional
    public void receive(List<NewReceipt> receipts) {
        var meant = names.resolve(IntStream.range(0, receipts.size())
                .mapToObj(i -> names("receipts[" + i + "]", receipts.get(i)))
                .toList());
        var problems = new ArrayList<Problem>();
        for (int i = 0; i < meant.size(); i++)
            requireStorage(meant.get(i).place("place"), "receipts[" + i + "].place", problems);
        refuseAny(problems);
        stock.receive(IntStream.range(0, receipts.size())
                .mapToObj(i -> receipt(receipts.get(i), meant.get(i)))
                .toList());
    }

    private static StockNames.Names names(String path, NewReceipt r) {
        return new StockNames.Names(path, r.merchant(), r.sku(), r.warehouse(), Map.of("place", r.place()), r.lot());
    }

    private static Receipt receipt(NewReceipt r, StockNames.Meant meant) {
        return new Receipt(
                meant.item().merchant(),
                meant.item().id(),
                meant.place("place").id(),
                orEmpty(r.lot()),
                r.expiresOn(),
                orSellable(r.condition()),
                r.quantity(),
                r.requestId());
    }

    @Transactional
    public void adjust(List<NewAdjustment> adjustments) {
        var meant = names.resolve(IntStream.range(0, adjustments.size())
                .mapToObj(i -> names("adjustments[" + i + "]", adjustments.get(i)))
                .toList());
        stock.adjust(IntStream.range(0, adjustments.size())
                .mapToObj(i -> adjustment(adjustments.get(i), meant.get(i)))
                .toList());
    }

    private static StockNames.Names names(String path, NewAdjustment a) {
        return new StockNames.Names(path, a.merchant(), a.sku(), a.warehouse(), Map.of("place", a.place()), a.lot());
    }

    private static Adjustment adjustment(NewAdjustment a, StockNames.Meant meant) {
        return new Adjustment(
                meant.item().merchant(),
                meant.item().id(),
                meant.place("place").id(),
                orEmpty(a.lot()),
                orSellable(a.condition()),
                a.change(),
                a.reason(),
                a.requestId());
    }

    @Transactional
    public void move(List<NewMove> moves) {
        var meant = names.resolve(IntStream.range(0, moves.size())
                .mapToObj(i -> names("moves[" + i + "]", moves.get(i)))
                .toList());
        var problems = new ArrayList<Problem>();
        for (int i = 0; i < meant.size(); i++) {
            requireStorage(meant.get(i).place("to"), "moves[" + i + "].to", problems);
            requireChange(moves.get(i), "moves[" + i + "].to", problems);
        }
        refuseAny(problems);
        stock.move(IntStream.range(0, moves.size())
                .mapToObj(i -> move(moves.get(i), meant.get(i)))
                .toList());
    }

    private static StockNames.Names names(String path, NewMove m) {
        return new StockNames.Names(
                path, m.merchant(), m.sku(), m.warehouse(), Map.of("from", m.from(), "to", m.to()), m.lot());
    }

    private static Move move(NewMove m, StockNames.Meant meant) {
        return new Move(
                meant.item().merchant(),
                meant.item().id(),
                orEmpty(m.lot()),
                meant.place("from").id(),
                orSellable(m.fromCondition()),
                meant.place("to").id(),
                orSellable(m.toCondition()),
                m.quantity(),
                m.reason(),
                m.requestId());
    }

    /** Totes and cartons are filled by picking and packing, for orders. */
    private static void requireStorage(PlaceRef place, String field, List<Problem> problems) {
        switch (place.kind()) {
            case BIN, PALLET, STAGING -> {}
            case TOTE, CARTON, SUPPLIER, CUSTOMER, ADJUSTMENT, SCRAP, IN_TRANSIT ->
                problems.add(Problem.of(
                        "not-for-storage",
                        field,
                        place.code(),
                        "A " + place.kind()
                                + " is filled by picking and packing only; name a bin, pallet or staging place."));
        }
    }

    private static void requireChange(NewMove move, String field, List<Problem> problems) {
        if (!move.from().equals(move.to()) || orSellable(move.fromCondition()) != orSellable(move.toCondition()))
            return;
        problems.add(Problem.of("nothing-moves", field, move.to(), "Name another place or another condition."));
    }

    private static void refuseAny(List<Problem> problems) {
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
    }

    private static String orEmpty(@Nullable String lot) {
        return Objects.requireNonNullElse(lot, "");
    }

    private static Condition orSellable(@Nullable Condition condition) {
        return Objects.requireNonNullElse(condition, Condition.SELLABLE);
    }
}

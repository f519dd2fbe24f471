package wharf.order;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import wharf.merchant.Merchants;
import wharf.platform.Cursor;
import wharf.platform.Decision;
import wharf.platform.Decisions;
import wharf.platform.Facts;
import wharf.platform.Page;
import wharf.platform.Turn;
import wharf.shared.OrderId;
import wharf.shared.Problem;
import wharf.shared.Refusal;

@RestController
@RequestMapping("/api/v1/orders")
class OrderApi {
    private static final int MOST_ORDERS = 500;
    private static final int WHOLE_TIMELINE = 2000;

    private final OrderIntake intake;
    private final Orders orders;
    private final OrderList list;
    private final Merchants merchants;
    private final Facts facts;
    private final Decisions decisions;

    OrderApi(OrderIntake intake, Orders orders, OrderList list, Merchants merchants, Facts facts, Decisions decisions) {
        this.intake = intake;
        this.orders = orders;
        this.list = list;
        this.merchants = merchants;
        this.facts = facts;
        this.decisions = decisions;
    }

    /** 1 to 500 orders. */
    record Batch(@Nullable List<@Nullable NewOrder> orders) {}

    /**
     * What became of one order.
     *
     * @param status ACCEPTED, REPLAYED, REVISING or REFUSED
     * @param revision the later revision that is being applied (REVISING); what came of it is at {@code /api/v1/orders/{id}/revisions}
     */
    record Result(
            int index,
            String status,
            @Nullable OrderId id,
            @Nullable Long number,
            @Nullable Integer backordered,
            @Nullable Integer revision,
            IntakeResult.@Nullable Reason reason,
            @Nullable List<Problem> problems) {}

    record Results(List<Result> results) {}

    @PostMapping
    @PreAuthorize("hasAuthority('orders:write')")
    @Operation(
            summary = "Hand in orders",
            description =
                    "1 to 500 orders; each is taken or refused on its own. A call with one order answers 201 (taken), 200 (known already), 409, 422, 429 or 503; a call with several always answers 200 with a result for each.")
    @ApiResponse(
            responseCode = "200",
            description = "Several orders; or one that was known already",
            useReturnTypeSchema = true)
    @ApiResponse(responseCode = "201", description = "One order, taken", useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "202",
            description = "One order, whose later revision is being applied",
            useReturnTypeSchema = true)
    ResponseEntity<Results> take(@RequestBody Batch batch) {
        var given = batch.orders();
        if (given == null || given.isEmpty() || given.size() > MOST_ORDERS) {
            throw Refusal.invalid(
                    "bad-batch",
                    "orders",
                    given == null ? null : given.size(),
                    "Send 1 to " + MOST_ORDERS + " orders in the list \"orders\".");
        }
        var results = intake.take(given);
        var body = new Results(IntStream.range(0, results.size())
                .mapToObj(i -> result(i, results.get(i)))
                .toList());
        if (results.size() > 1) return ResponseEntity.ok(body);
        return switch (results.getFirst()) {
            case IntakeResult.Accepted accepted ->
                ResponseEntity.status(HttpStatus.CREATED)
                        .location(java.net.URI.create("/api/v1/orders/" + accepted.id()))
                        .body(body);
            case IntakeResult.Replayed replayed -> ResponseEntity.ok(body);
            case IntakeResult.Revising revising -> ResponseEntity.accepted().body(body);
            case IntakeResult.Refused refused ->
                throw new Refusal(
                        kind(refused.reason()),
                        refused.problems().stream()
                                .map(p -> p.under("orders[0]"))
                                .toList());
        };
    }

    private static Refusal.Kind kind(IntakeResult.Reason reason) {
        return switch (reason) {
            case INVALID -> Refusal.Kind.INVALID;
            case SOLD_OUT, CONFLICT -> Refusal.Kind.CONFLICT;
            case BUSY -> Refusal.Kind.BUSY;
            case FAULT -> Refusal.Kind.UNAVAILABLE;
        };
    }

    private static Result result(int index, IntakeResult result) {
        return switch (result) {
            case IntakeResult.Accepted a ->
                new Result(index, "ACCEPTED", a.id(), a.number(), a.backordered(), null, null, null);
            case IntakeResult.Replayed r -> new Result(index, "REPLAYED", r.id(), r.number(), null, null, null, null);
            case IntakeResult.Revising r ->
                new Result(index, "REVISING", r.id(), r.number(), null, r.revision(), null, null);
            case IntakeResult.Refused r ->
                new Result(
                        index,
                        "REFUSED",
                        null,
                        null,
                        null,
                        null,
                        r.reason(),
                        r.problems().stream()
                                .map(p -> p.under("orders[" + index + "]"))
                                .toList());
        };
    }

    @GetMapping
    @PreAuthorize("hasAuthority('orders:read')")
    @Operation(
            summary = "Orders, newest first",
            description =
                    "merchant: code or id. state: may be repeated. held: only those with (true) or without (false) an open hold. text: order number, or part of the external id, name or e-mail; searches the 1,000 newest that match.")
    Page<OrderSummary> list(
            @RequestParam(required = false) @Nullable String merchant,
            @RequestParam(required = false) @Nullable List<OrderState> state,
            @RequestParam(required = false) @Nullable Boolean held,
            @RequestParam(required = false) @Nullable String channel,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        var filter = new OrderList.Filter(merchants.filter(merchant), state, held, false, channel, text);
        var from = Turn.after(Cursor.decode(cursor, 2));
        return Page.of(list.list(filter, from, limit + 1), limit, OrderSummary::cursor);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAuthority('orders:read')")
    OrderView one(@PathVariable OrderId id) {
        return orders.find(id).orElseThrow(() -> Refusal.notFound("order", id));
    }

    @GetMapping("/{id}/timeline")
    @PreAuthorize("hasAuthority('orders:read')")
    List<Facts.Entry> timeline(@PathVariable OrderId id) {
        one(id);
        return facts.timeline(id.value(), 0, WHOLE_TIMELINE);
    }

    @GetMapping("/{id}/decisions")
    @PreAuthorize("hasAuthority('orders:read')")
    List<Decision> decisions(@PathVariable OrderId id) {
        one(id);
        return decisions.about(id.value());
    }
}

package wharf.history;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import wharf.shared.OrderId;
import wharf.shared.Problem;
import wharf.shared.Refusal;

@RestController
@RequestMapping("/api/v1/history/orders")
class HistoryApi {
    private static final int MOST_ORDERS = 500;

    private final History history;

    HistoryApi(History history) {
        this.history = history;
    }

    /** 1 to 500 finished orders. */
    record Batch(@Nullable List<@Nullable HistoricOrder> orders) {}

    /**
     * What became of one.
     *
     * @param status IMPORTED, KNOWN or REFUSED
     */
    record Result(
            int index,
            String status,
            @Nullable OrderId id,
            @Nullable Long number,
            @Nullable List<Problem> problems) {}

    record Results(List<Result> results) {}

    @PostMapping
    @PreAuthorize("hasAuthority('orders:write')")
    @Operation(
            summary = "Bring in finished orders of the past",
            description =
                    "1 to 500 orders with the times at which things happened to them; each is written whole or refused on its own, and one that is there already (merchant, channel, externalId) is left as it is. No stock moves, nobody is told, nothing is queued. A call with one order answers 201, 200 (known already) or 422; a call with several always answers 200 with a result for each. See docs/importing.md.")
    @ApiResponse(
            responseCode = "200",
            description = "Several orders; or one that was known already",
            useReturnTypeSchema = true)
    @ApiResponse(responseCode = "201", description = "One order, taken", useReturnTypeSchema = true)
    ResponseEntity<Results> bringIn(@RequestBody Batch batch) {
        var given = batch.orders();
        if (given == null || given.isEmpty() || given.size() > MOST_ORDERS)
            throw Refusal.invalid(
                    "bad-batch",
                    "orders",
                    given == null ? null : given.size(),
                    "Send 1 to " + MOST_ORDERS + " orders in the list \"orders\".");
        var results = history.bringIn(given);
        var body = new Results(IntStream.range(0, results.size())
                .mapToObj(i -> result(i, results.get(i)))
                .toList());
        if (results.size() > 1) return ResponseEntity.ok(body);
        return switch (results.getFirst()) {
            case HistoryResult.Imported imported ->
                ResponseEntity.status(HttpStatus.CREATED)
                        .location(java.net.URI.create("/api/v1/orders/" + imported.id()))
                        .body(body);
            case HistoryResult.Known known -> ResponseEntity.ok(body);
            case HistoryResult.Refused refused ->
                throw Refusal.invalid(refused.problems().stream()
                        .map(problem -> problem.under("orders[0]"))
                        .toList());
        };
    }

    private static Result result(int index, HistoryResult result) {
        return switch (result) {
            case HistoryResult.Imported imported ->
                new Result(index, "IMPORTED", imported.id(), imported.number(), null);
            case HistoryResult.Known known -> new Result(index, "KNOWN", known.id(), known.number(), null);
            case HistoryResult.Refused refused ->
                new Result(
                        index,
                        "REFUSED",
                        null,
                        null,
                        refused.problems().stream()
                                .map(problem -> problem.under("orders[" + index + "]"))
                                .toList());
        };
    }
}

package wharf.returns.web;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import wharf.platform.Cursor;
import wharf.platform.Page;
import wharf.returns.Disposition;
import wharf.returns.Grade;
import wharf.returns.PutAways;
import wharf.returns.Receiving;
import wharf.returns.ReturnView;
import wharf.returns.Returns;
import wharf.returns.Scans;
import wharf.returns.UnknownAnswers;
import wharf.returns.UnknownReturns;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;
import wharf.shared.ReturnId;
import wharf.shared.Texts;
import wharf.shared.WarehouseId;
import wharf.warehouse.Warehouses;

/** The dock of returns: scan, count, judge, carry away, and the photo queue. */
@RestController
@RequestMapping("/api/v1")
class ReturnDockApi {
    private final Desk desk;
    private final Returns returns;
    private final Warehouses warehouses;
    private final org.springframework.transaction.support.TransactionTemplate transaction;

    ReturnDockApi(
            Desk desk,
            Returns returns,
            Warehouses warehouses,
            org.springframework.transaction.support.TransactionTemplate transaction) {
        this.desk = desk;
        this.returns = returns;
        this.warehouses = warehouses;
        this.transaction = transaction;
    }

    /** Who does what at the dock. */
    @org.springframework.stereotype.Component("returnDesk")
    record Desk(Scans scans, Receiving receiving, PutAways putAways, UnknownReturns unknown, UnknownAnswers answers) {}

    /** @param requestId made by the caller: the same scan opens one return */
    record NewScan(
            @NotBlank @Size(max = 200) String code, @NotNull UUID requestId) {}

    /** @param id made by the caller: the same count is taken once */
    record NewCount(
            @NotNull UUID id,
            @NotNull WarehouseId site,
            @Min(1) @Max(10_000) int line,
            @Min(1) @Max(10_000) int quantity) {}

    /** @param id made by the caller @param disposition what the policy says if left out */
    record NewGrade(
            @NotNull UUID id,
            @NotNull WarehouseId site,
            @Min(1) @Max(10_000) int line,
            @Min(1) @Max(10_000) int quantity,
            @NotNull Grade grade,
            @Nullable Disposition disposition,
            @Nullable @Size(max = 500) String note) {}

    record Counted(int taken, int over, ReturnView asItStands) {}

    record NewPutAway(@NotBlank @Size(max = 50) String bin) {}

    /** @param merchant null when nobody can tell whose it is */
    record NewUnknown(
            @NotNull UUID id,
            @NotNull WarehouseId site,
            @Nullable MerchantId merchant,
            @NotBlank @Size(max = 500) String description) {}

    /** How the photo queue is answered. */
    enum AnswerKind {
        MATCH,
        RESTOCK,
        DISPOSE
    }

    /** @param reference of a return, an order or a parcel, for MATCH @param sku and quantity, for RESTOCK */
    record NewAnswer(
            @NotNull AnswerKind kind,
            @Nullable @Size(max = 200) String reference,
            @Nullable @Size(max = 100) String sku,
            @Nullable @Min(1) @Max(10_000) Integer quantity,
            @Nullable @Size(max = 300) String reason) {}

    @PostMapping("/warehouses/{site}/return-scans")
    @PreAuthorize("hasAuthority('floor:work')")
    @Operation(
            summary = "What a code at the dock means",
            description =
                    "A return's number, QR code or tracking number; a parcel that comes back as it left; an order's number or external id. Opens a return where nobody announced one.")
    ReturnView scan(@PathVariable WarehouseId site, @Valid @RequestBody NewScan scan) {
        warehouses.get(site);
        var meaning = desk.scans()
                .find(scan.code())
                .orElseThrow(() -> Refusal.invalid(
                        "unknown-code",
                        "code",
                        scan.code(),
                        "This code means no return, parcel or order; put the parcel into the photo queue."));
        return desk.scans().open(meaning, scan.requestId());
    }

    @PostMapping("/returns/{id}/counts")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('floor:work')")
    Counted count(@PathVariable ReturnId id, @Valid @RequestBody NewCount count) {
        warehouses.get(count.site());
        var counted = desk.receiving()
                .count(new Receiving.NewCount(count.id(), id, count.line(), count.quantity(), count.site()));
        return new Counted(counted.taken(), counted.over(), returns.get(id));
    }

    @DeleteMapping("/returns/{id}/counts/{count}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('floor:work')")
    void undo(@PathVariable ReturnId id, @PathVariable UUID count) {
        desk.receiving().undo(id, count);
    }

    @PostMapping("/returns/{id}/grades")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('floor:work')")
    ReturnView grade(@PathVariable ReturnId id, @Valid @RequestBody NewGrade grade) {
        warehouses.get(grade.site());
        desk.receiving()
                .grade(new Receiving.NewGrade(
                        grade.id(),
                        id,
                        grade.line(),
                        grade.quantity(),
                        grade.grade(),
                        grade.disposition(),
                        null,
                        grade.note(),
                        grade.site()));
        return returns.get(id);
    }

    /** No more is coming now: what is judged is settled. */
    @PostMapping("/returns/{id}/completions")
    @PreAuthorize("hasAuthority('floor:work')")
    ReturnView finish(@PathVariable ReturnId id) {
        desk.receiving().finish(id);
        return returns.get(id);
    }

    @GetMapping("/warehouses/{site}/return-put-aways")
    @PreAuthorize("hasAuthority('floor:work')")
    List<PutAways.Task> putAways(@PathVariable WarehouseId site) {
        warehouses.get(site);
        return desk.putAways().open(site, 200);
    }

    @PostMapping("/warehouses/{site}/return-put-aways/{task}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('floor:work')")
    void putAway(@PathVariable WarehouseId site, @PathVariable UUID task, @Valid @RequestBody NewPutAway putAway) {
        desk.putAways().putAway(site, task, putAway.bin());
    }

    /** Takes the caller's put-away back: the units wait to be carried again. */
    @DeleteMapping("/warehouses/{site}/return-put-aways/{task}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('floor:work')")
    void undoPutAway(@PathVariable WarehouseId site, @PathVariable UUID task) {
        desk.putAways().undo(site, task);
    }

    @GetMapping("/unknown-returns")
    @PreAuthorize("hasAuthority('orders:read')")
    Page<UnknownReturns.Unknown> unknown(
            @RequestParam(required = false) UnknownReturns.@Nullable State state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        var from = Cursor.decode(cursor, 1);
        var rows = desk.unknown().list(state, from == null ? null : from.uuid(0), limit + 1);
        return Page.of(rows, limit, one -> Cursor.encode(one.id()));
    }

    @PostMapping("/unknown-returns")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('floor:work')")
    UnknownReturns.Unknown found(@Valid @RequestBody NewUnknown found) {
        warehouses.get(found.site());
        var problems = new java.util.ArrayList<wharf.shared.Problem>();
        Texts.require(problems, "description", found.description(), 500);
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
        transaction.executeWithoutResult(status -> desk.unknown()
                .open(new UnknownReturns.Found(
                        found.id(),
                        found.merchant(),
                        found.site(),
                        UnknownReturns.Kind.NO_LABEL,
                        null,
                        found.description().strip(),
                        null)));
        return desk.unknown().get(found.id());
    }

    @PostMapping("/unknown-returns/{id}/answers")
    @PreAuthorize("hasAuthority('orders:write')")
    UnknownReturns.Unknown answer(@PathVariable UUID id, @Valid @RequestBody NewAnswer answer) {
        answer(desk, id, answer);
        return desk.unknown().get(id);
    }

    static void answer(Desk desk, UUID id, NewAnswer answer) {
        switch (answer.kind()) {
            case MATCH -> desk.answers().match(id, answer.reference() == null ? "" : answer.reference());
            case RESTOCK -> desk.answers().restock(id, answer.sku(), answer.quantity() == null ? 0 : answer.quantity());
            case DISPOSE -> desk.answers().dispose(id, answer.reason());
        }
    }
}

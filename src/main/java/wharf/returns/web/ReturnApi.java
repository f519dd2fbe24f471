package wharf.returns.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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
import wharf.merchant.Merchants;
import wharf.platform.Cursor;
import wharf.platform.Page;
import wharf.platform.StoredFiles;
import wharf.platform.Turn;
import wharf.returns.NewReturn;
import wharf.returns.Resolution;
import wharf.returns.ReturnList;
import wharf.returns.ReturnPreview;
import wharf.returns.ReturnState;
import wharf.returns.ReturnSummary;
import wharf.returns.ReturnView;
import wharf.returns.Returnable;
import wharf.returns.Returnables;
import wharf.returns.Returns;
import wharf.returns.Settlements;
import wharf.shared.OrderId;
import wharf.shared.Refusal;
import wharf.shared.ReturnId;

/** Returns as programs and people of the merchant handle them. */
@RestController
@RequestMapping("/api/v1")
class ReturnApi {
    private final Returns returns;
    private final Returnables returnables;
    private final ReturnList list;
    private final Settlements settlements;
    private final Merchants merchants;
    private final StoredFiles files;

    ReturnApi(
            Returns returns,
            Returnables returnables,
            ReturnList list,
            Settlements settlements,
            Merchants merchants,
            StoredFiles files) {
        this.returns = returns;
        this.returnables = returnables;
        this.list = list;
        this.settlements = settlements;
        this.merchants = merchants;
        this.files = files;
    }

    /**
     * A return to be opened.
     *
     * @param requestId made by the caller; the same one is one return for ever
     * @param overrule true takes back what the policy's window or final sale would not
     */
    record Wanted(
            @NotNull OrderId order,
            @NotNull UUID requestId,
            @NotNull @Size(min = 1, max = 1000) List<@Valid @NotNull WantedLine> lines,
            @Nullable @Size(max = 500) String note,
            @Nullable Boolean overrule) {
        NewReturn meant() {
            return new NewReturn(
                    order, requestId, lines.stream().map(WantedLine::meant).toList(), note);
        }
    }

    /** Units of a line of the order. @param resolution REFUND if left out @param exchangeSku the item wanted instead */
    record WantedLine(
            @Min(1) @Max(10_000) int line,
            @Min(1) @Max(1_000_000) int quantity,
            @NotBlank @Size(max = 30) String reason,
            @Nullable Resolution resolution,
            @Nullable @Size(max = 100) String exchangeSku) {
        NewReturn.Line meant() {
            var wish = Objects.requireNonNullElse(resolution, Resolution.REFUND);
            return new NewReturn.Line(line, quantity, reason, wish, wish == Resolution.EXCHANGE ? exchangeSku : null);
        }
    }

    record Because(@NotBlank @Size(max = 500) String reason) {}

    /** @param by SHOPPER if left out */
    record HandOver(Returns.@Nullable Witness by) {}

    record MaybeBecause(@Nullable @Size(max = 500) String reason) {}

    @GetMapping("/returns")
    @PreAuthorize("hasAuthority('orders:read')")
    @Operation(
            summary = "Returns, newest first",
            description =
                    "state, reason: a code of the policy. number: of the return or its order. merchant: code or id.")
    Page<ReturnSummary> list(
            @RequestParam(required = false) @Nullable String merchant,
            @RequestParam(required = false) @Nullable ReturnState state,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @Nullable String number,
            @RequestParam(required = false) @Nullable Boolean failed,
            @RequestParam(required = false) @Nullable Boolean decide,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        var filter = new ReturnList.Filter(
                merchants.filter(merchant),
                state,
                reason,
                number,
                Boolean.TRUE.equals(failed),
                Boolean.TRUE.equals(decide));
        return Page.of(
                list.list(filter, Turn.after(Cursor.decode(cursor, 2)), limit + 1), limit, ReturnSummary::cursor);
    }

    @GetMapping("/returns/{id}")
    @PreAuthorize("hasAuthority('orders:read')")
    ReturnView one(@PathVariable ReturnId id) {
        return returns.get(id);
    }

    @GetMapping("/orders/{order}/returns")
    @PreAuthorize("hasAuthority('orders:read')")
    List<ReturnView> ofOrder(@PathVariable OrderId order) {
        return returns.of(order);
    }

    @GetMapping("/orders/{order}/returnable")
    @PreAuthorize("hasAuthority('orders:read')")
    @Operation(
            summary = "What of an order may come back",
            description =
                    "By the merchant's policy of now: units left, final sale, until when, and what each can be exchanged for.")
    Returnable returnable(@PathVariable OrderId order) {
        return returnables.of(order);
    }

    @PostMapping("/return-previews")
    @PreAuthorize("hasAuthority('orders:read')")
    @Operation(
            summary = "What a return would come to",
            description = "Changes nothing; refuses what a return would be refused for.")
    ReturnPreview preview(@Valid @RequestBody Wanted wanted) {
        return returnables.preview(wanted.meant());
    }

    @PostMapping("/returns")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('orders:write')")
    @Operation(
            summary = "Open a return",
            description = "Authorised at once where the policy says so; its label is bought by itself.")
    ReturnView request(@Valid @RequestBody Wanted wanted) {
        return returns.request(wanted.meant(), !Boolean.TRUE.equals(wanted.overrule()));
    }

    @PostMapping("/returns/{id}/authorisations")
    @PreAuthorize("hasAuthority('orders:write')")
    ReturnView authorise(@PathVariable ReturnId id, @Valid @RequestBody MaybeBecause because) {
        returns.authorise(id, because.reason());
        return returns.get(id);
    }

    @PostMapping("/returns/{id}/rejections")
    @PreAuthorize("hasAuthority('orders:write')")
    ReturnView reject(@PathVariable ReturnId id, @Valid @RequestBody Because because) {
        returns.reject(id, because.reason());
        return returns.get(id);
    }

    @PostMapping("/returns/{id}/cancellations")
    @PreAuthorize("hasAuthority('orders:write')")
    @Operation(
            summary = "Call a return off",
            description =
                    "What is requested or authorised and has not set out: the label goes back to the carrier, the shopper is told and may ask"
                            + " anew. A conflict when nothing is left to call off, or when the other item of an instant exchange has left.")
    ReturnView cancel(@PathVariable ReturnId id, @Valid @RequestBody MaybeBecause because) {
        returns.cancel(id, because.reason());
        return returns.get(id);
    }

    @PostMapping("/returns/{id}/hand-overs")
    @PreAuthorize("hasAuthority('orders:write')")
    @Operation(
            summary = "Say that a return was handed in",
            description =
                    "by: SHOPPER, unless given, can be taken back until the parcel has been seen; CARRIER cannot. Wharf's own carriers say so by"
                            + " themselves, with the first scan.")
    ReturnView handedOver(@PathVariable ReturnId id, @RequestBody(required = false) @Nullable HandOver handOver) {
        var by = handOver == null ? null : handOver.by();
        returns.handedOver(id, Objects.requireNonNullElse(by, Returns.Witness.SHOPPER));
        return returns.get(id);
    }

    @DeleteMapping("/returns/{id}/hand-overs")
    @PreAuthorize("hasAuthority('orders:write')")
    @Operation(
            summary = "Take back that a return was handed in",
            description =
                    "The shopper still has the parcel. Once more changes nothing. A conflict as soon as the carrier has scanned it"
                            + " (carrier-has-it), or something of it has arrived (warehouse-has-it).")
    ReturnView notHandedOver(@PathVariable ReturnId id) {
        returns.notHandedOver(id);
        return returns.get(id);
    }

    /** Settles what is judged now, without waiting for the rest. */
    @PostMapping("/returns/{id}/settlements")
    @PreAuthorize("hasAuthority('orders:write')")
    ReturnView settle(@PathVariable ReturnId id) {
        settlements.settle(id);
        return returns.get(id);
    }

    /** Takes what is judged in and pays nothing for it: for what came without a yes, or against the policy. */
    @PostMapping("/returns/{id}/refusals")
    @PreAuthorize("hasAuthority('orders:write')")
    ReturnView refuse(@PathVariable ReturnId id) {
        settlements.refuse(id);
        return returns.get(id);
    }

    /** Tries a refund again that the provider has declined. */
    @PostMapping("/returns/{id}/refund-retries")
    @PreAuthorize("hasAuthority('payments:write')")
    ReturnView retry(@PathVariable ReturnId id) {
        settlements.retry(id);
        return returns.get(id);
    }

    @GetMapping("/returns/{id}/label")
    @PreAuthorize("hasAuthority('orders:read')")
    @ApiResponse(responseCode = "200", description = "OK", content = @Content(mediaType = "application/pdf"))
    ResponseEntity<byte[]> label(@PathVariable ReturnId id) {
        return pdf(returns.get(id), files);
    }

    static ResponseEntity<byte[]> pdf(ReturnView view, StoredFiles files) {
        var label = view.label();
        var pdf = label == null || !label.isBought() ? null : label.pdf();
        if (pdf == null) throw Refusal.notFound("label of " + view.name() + " yet", view.number());
        var file = files.find(pdf).orElseThrow(() -> Refusal.notFound("file", pdf));
        var name = ContentDisposition.inline().filename(file.name()).build();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(HttpHeaders.CONTENT_DISPOSITION, name.toString())
                .body(file.content());
    }
}

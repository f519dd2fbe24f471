package wharf.delivery.cases;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
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
import wharf.platform.StoredFiles;
import wharf.platform.Turn;
import wharf.shared.Money;
import wharf.shared.OrderId;
import wharf.shared.ParcelId;

@RestController
@RequestMapping("/api/v1/cases")
class CaseApi {
    private final Cases cases;

    CaseApi(Cases cases) {
        this.cases = cases;
    }

    /** @param lines numbers of the order's lines it is about; none for all that is in the parcel */
    record Opening(
            @NotNull OrderId order,
            @NotNull ParcelId parcel,
            @NotNull CaseReason reason,

            @NotBlank @Size(max = 2000) @Pattern(regexp = "[^\\p{Cs}\u0000]*")
            String text,

            @Size(max = 1000) @Nullable List<@NotNull Integer> lines) {}

    /** @param amountMinor required for REFUND and CARRIER_CLAIM @param currency the order's if left out @param because told to the shopper */
    record NewDecision(
            @NotNull Decision.Kind decision,
            @NotNull Decision.Payer payer,

            @PositiveOrZero @Max(1_000_000_000_000L) @Nullable
            Long amountMinor,

            @Pattern(regexp = "[A-Z]{3}") @Nullable String currency,

            @NotBlank @Size(max = 500) @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*")
            String because) {}

    record Outcome(
            @NotBlank @Size(max = 500) @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*")
            String outcome) {}

    /** @param photos to be read at {@code /files/{id}} @param worth what could be paid back for it */
    record Detail(
            @com.fasterxml.jackson.annotation.JsonProperty("case")
            CaseView one,

            Money worth,
            List<StoredFiles.Summary> photos) {}

    @GetMapping
    @PreAuthorize("hasAuthority('orders:read')")
    @Operation(summary = "Cases of something wrong with a parcel, newest first")
    Page<CaseView> list(
            @RequestParam @Nullable CaseState state,
            @RequestParam @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        int size = Math.clamp(limit, 1, 200);
        var rows = cases.list(state, Turn.after(Cursor.decode(cursor, 1)), size + 1);
        return Page.of(rows, size, one -> Cursor.encode(one.id()));
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAuthority('orders:read')")
    @Operation(summary = "One case with its photos and what could be paid back")
    Detail one(@PathVariable UUID id) {
        return new Detail(cases.find(id), cases.worth(id), cases.photos(id));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('orders:write')")
    @Operation(
            summary = "Open a case about a parcel that has left",
            description = "The same order, parcel and reason again while it is not closed gives the same case.")
    CaseView open(@Valid @RequestBody Opening opening) {
        return cases.open(new NewCase(
                opening.order(),
                opening.parcel(),
                opening.reason(),
                opening.text(),
                CaseView.OpenedBy.OPERATOR,
                Objects.requireNonNullElse(opening.lines(), List.of()),
                List.of()));
    }

    @PostMapping("/{id}/decision")
    @PreAuthorize("hasAuthority('operations:manage')")
    @Operation(
            summary = "Decide an open case",
            description =
                    "REFUND pays back through the payment provider, at most what is left of what was captured. RESHIP places an order of the same items at no price on the channel reship. CARRIER_CLAIM records what is claimed and waits for its outcome. REJECT closes. The shopper is told.")
    CaseView decide(@PathVariable UUID id, @Valid @RequestBody NewDecision decision) {
        var amount = decision.amountMinor() == null
                ? null
                : Money.of(
                        decision.amountMinor(),
                        Objects.requireNonNullElseGet(
                                decision.currency(), () -> cases.worth(id).currency()));
        return cases.decide(id, new Decision(decision.decision(), decision.payer(), amount, decision.because()));
    }

    @PostMapping("/{id}/outcome")
    @PreAuthorize("hasAuthority('operations:manage')")
    @Operation(summary = "Close a claim when the carrier has answered")
    CaseView outcome(@PathVariable UUID id, @Valid @RequestBody Outcome outcome) {
        return cases.settleClaim(id, outcome.outcome());
    }
}

package wharf.payment;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import wharf.payment.PaymentView.ReceivableView;
import wharf.shared.Money;
import wharf.shared.Refusal;

@RestController
@RequestMapping("/api/v1")
class PaymentApi {
    private static final int PAGE = 100;

    private final Payments payments;
    private final PaymentReads reads;

    PaymentApi(Payments payments, PaymentReads reads) {
        this.payments = payments;
        this.reads = reads;
    }

    /**
     * @param requestId made by the caller; the same id again refunds nothing more, and is refused for another amount
     * @param amountMinor minor units
     */
    record NewRefund(
            @NotNull @Pattern(regexp = "[A-Za-z0-9._-]{1,64}")
            String requestId,

            @Positive @Max(1_000_000_000_000L) long amountMinor,
            @NotNull @Pattern(regexp = "[A-Z]{3}") String currency,
            @NotBlank @Size(max = 500) String reason) {}

    /** @param result {@code REFUNDED}, {@code OUTSIDE} (a person has to pay part of it back), {@code FAILED} or {@code UNKNOWN} (being asked) */
    record RefundResult(String result, @Nullable String reason, PaymentView payment) {}

    record Settlement(
            @NotNull Boolean done,
            @NotBlank @Size(max = 500) String note) {}

    /**
     * @param method CARD, PAY_LATER, WALLET or BANK_DEBIT; left out for the same as before
     * @param instrument the provider's token, never a card number
     */
    record NewInstrument(
            @Nullable Method method,
            @NotBlank @Size(max = 200) String instrument) {}

    record ReceivablePage(
            List<ReceivableView> receivables, @Nullable UUID next) {}

    @GetMapping("/payments/{reference}")
    @PreAuthorize("hasAuthority('payments:read')")
    PaymentView one(@PathVariable UUID reference) {
        return payments.view(reference);
    }

    @PostMapping("/payments/{reference}/refunds")
    @PreAuthorize("hasAuthority('payments:write')")
    RefundResult refund(@PathVariable UUID reference, @Valid @RequestBody NewRefund refund) {
        requireCurrency(payments.view(reference), refund.currency());
        var result = payments.refund(
                reference,
                Money.of(refund.amountMinor(), refund.currency()),
                "api-" + refund.requestId(),
                refund.reason());
        return switch (result) {
            case Refund.Refunded done -> answer("REFUNDED", null, reference);
            case Refund.Outside outside -> answer("OUTSIDE", null, reference);
            case Refund.Failed failed -> answer("FAILED", failed.reason(), reference);
            case Refund.Unknown unknown -> answer("UNKNOWN", null, reference);
            case Refund.OtherAmount other ->
                throw Refusal.conflict(
                        "request-reused",
                        "amountMinor",
                        refund.amountMinor(),
                        "Under this request " + other.earlier()
                                + " were asked back already; use a new request for another amount.");
            case Refund.Refused refused ->
                throw Refusal.conflict(
                        "refund-exceeds-captured",
                        "amountMinor",
                        refund.amountMinor(),
                        "At most " + refused.refundable() + " can be refunded.");
        };
    }

    /** After a decline, another means of payment for that tender; the order that waits for it asks the provider anew, in a moment. */
    @PostMapping("/payments/{reference}/tenders/{number}/instruments")
    @PreAuthorize("hasAuthority('payments:write')")
    PaymentView payInstead(
            @PathVariable UUID reference, @PathVariable int number, @Valid @RequestBody NewInstrument instead) {
        payments.view(reference);
        payments.payInstead(reference, number, instead.method(), instead.instrument());
        return payments.view(reference);
    }

    /** Tries again to collect everything the reference owes. */
    @PostMapping("/payments/{reference}/captures/retry")
    @PreAuthorize("hasAuthority('payments:write')")
    PaymentView retryCaptures(@PathVariable UUID reference) {
        payments.view(reference);
        payments.retryCaptures(reference);
        return payments.view(reference);
    }

    /** A person has paid back what an attempt outside Wharf asks for, or could not. */
    @PostMapping("/payments/{reference}/attempts/{attempt}/settlement")
    @PreAuthorize("hasAuthority('payments:write')")
    PaymentView settle(
            @PathVariable UUID reference, @PathVariable UUID attempt, @Valid @RequestBody Settlement settlement) {
        payments.settleOutside(reference, attempt, settlement.done(), settlement.note());
        return payments.view(reference);
    }

    /** Open receivables, oldest first; {@code next} continues after the last one. */
    @GetMapping("/receivables")
    @PreAuthorize("hasAuthority('payments:read')")
    @Transactional(readOnly = true)
    ReceivablePage receivables(
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "50") @Min(1) @Max(PAGE) int limit) {
        var rows = reads.openReceivables(after, limit);
        return new ReceivablePage(
                rows, rows.size() < limit ? null : rows.getLast().id());
    }

    private RefundResult answer(String result, @Nullable String reason, UUID reference) {
        return new RefundResult(result, reason, payments.view(reference));
    }

    private static void requireCurrency(PaymentView payment, String currency) {
        if (!payment.total().currency().equals(currency))
            throw Refusal.invalid(
                    "currency-differs",
                    "currency",
                    currency,
                    "This payment is in " + payment.total().currency() + ".");
    }
}

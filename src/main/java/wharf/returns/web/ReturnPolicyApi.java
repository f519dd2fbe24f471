package wharf.returns.web;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import wharf.merchant.Merchants;
import wharf.returns.Disposition;
import wharf.returns.Grade;
import wharf.returns.ReturnPolicies;
import wharf.returns.ReturnPolicy;
import wharf.returns.ReturnReason;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;

@RestController
@RequestMapping("/api/v1/merchants/{merchant}/return-policy")
class ReturnPolicyApi {
    private final ReturnPolicies policies;
    private final Merchants merchants;

    ReturnPolicyApi(ReturnPolicies policies, Merchants merchants) {
        this.policies = policies;
        this.merchants = merchants;
    }

    /** See {@link ReturnPolicy}; what is left out is as in its default. */
    record NewPolicy(
            @Nullable Integer windowDays,
            @Nullable @Size(max = 20) List<@Valid @NotNull NewReason> reasons,
            @Nullable Long feeMinor,
            @Nullable Long postageMinor,
            ReturnPolicy.@Nullable RefundShipping refundShipping,
            @Nullable Boolean exchange,
            @Nullable Boolean instantExchange,
            @Nullable Integer backWithinDays,
            @Nullable Long autoAuthoriseMinor,
            @Nullable Integer openedPercent,
            @Nullable Integer damagedPercent,
            @Nullable Map<Grade, @NotNull Disposition> dispositions,
            @Nullable @Size(max = 500) List<@NotNull @Size(max = 100) String> finalSale,
            @Nullable @Size(max = 50) String warehouse) {
        ReturnPolicy meant() {
            var usual = ReturnPolicy.DEFAULT;
            return new ReturnPolicy(
                    Objects.requireNonNullElse(windowDays, usual.windowDays()),
                    reasons == null ? usual.reasons() : coded(reasons),
                    Objects.requireNonNullElse(feeMinor, usual.feeMinor()),
                    Objects.requireNonNullElse(postageMinor, usual.postageMinor()),
                    Objects.requireNonNullElse(refundShipping, usual.refundShipping()),
                    Objects.requireNonNullElse(exchange, usual.exchange()),
                    Objects.requireNonNullElse(instantExchange, usual.instantExchange()),
                    Objects.requireNonNullElse(backWithinDays, usual.backWithinDays()),
                    autoAuthoriseMinor,
                    Objects.requireNonNullElse(openedPercent, usual.openedPercent()),
                    Objects.requireNonNullElse(damagedPercent, usual.damagedPercent()),
                    Objects.requireNonNullElse(dispositions, usual.dispositions()),
                    Objects.requireNonNullElse(finalSale, usual.finalSale()),
                    warehouse);
        }
    }

    private static List<ReturnReason> coded(List<NewReason> reasons) {
        var taken = new HashSet<>(ReturnPolicy.KNOWN);
        for (var reason : reasons) if (reason.code() != null) taken.add(reason.code());
        var meant = new ArrayList<ReturnReason>();
        for (var reason : reasons) {
            var code = reason.code();
            if (code == null)
                taken.add(code = ReturnReason.code(Objects.requireNonNullElse(reason.label(), ""), taken));
            meant.add(reason.meant(code));
        }
        return meant;
    }

    /** @param code one of the well-known, or of a reason there is; left out, it is made of the label */
    record NewReason(
            @Nullable @Size(max = 30) String code,
            @Nullable @Size(max = 100) String label,
            ReturnReason.@NotNull Payer payer,
            @Nullable Boolean ourFault) {
        ReturnReason meant(String code) {
            return new ReturnReason(code, label, payer, Boolean.TRUE.equals(ourFault));
        }
    }

    @GetMapping
    @PreAuthorize("hasAuthority('orders:read')")
    @Operation(summary = "A merchant's return policy", description = "The default where the merchant has said nothing.")
    ReturnPolicy one(@PathVariable MerchantId merchant) {
        if (merchants.find(merchant).isEmpty()) throw Refusal.notFound("merchant", merchant);
        return policies.of(merchant);
    }

    @PutMapping
    @PreAuthorize("hasAuthority('orders:write')")
    @Operation(
            summary = "Set a merchant's return policy",
            description =
                    "For returns asked for from now on; earlier ones keep their terms. autoAuthoriseMinor left out: a person looks at each.")
    ReturnPolicy set(@PathVariable MerchantId merchant, @Valid @RequestBody NewPolicy policy) {
        policies.set(merchant, policy.meant());
        return policies.of(merchant);
    }
}

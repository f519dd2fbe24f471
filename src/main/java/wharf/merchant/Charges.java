package wharf.merchant;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BillableAct;
import wharf.platform.BillableActs;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.shared.MerchantId;
import wharf.shared.Money;
import wharf.shared.Refusal;

/** What a person charges a merchant for by hand: a special job, a waste disposal, an hour of work. */
@Service
public class Charges {
    private final Merchants merchants;
    private final BillableActs billable;
    private final Facts facts;
    private final BusinessClock clock;

    Charges(Merchants merchants, BillableActs billable, Facts facts, BusinessClock clock) {
        this.merchants = merchants;
        this.billable = billable;
        this.facts = facts;
        this.clock = clock;
    }

    /**
     * A charge by hand, in the merchant's currency.
     *
     * @param requestId made by the caller: the same one is charged once
     * @param order what it is about, if it is about an order
     */
    public record NewCharge(
            @NotNull UUID requestId,
            @NotBlank @Size(max = 500) String description,
            @NotNull @Positive Long amountMinor,
            @Nullable UUID order) {}

    /** Records the charge; says whether it was new. */
    @Transactional
    public boolean charge(MerchantId id, NewCharge charge) {
        var merchant = merchants.find(id).orElseThrow(() -> Refusal.notFound("merchant", id));
        var now = clock.instant();
        var act = new BillableAct(
                id,
                null,
                BillableAct.Kind.MANUAL,
                1,
                "charge",
                charge.order(),
                charge.requestId().toString(),
                now,
                Money.of(charge.amountMinor(), merchant.currency()));
        if (billable.record(List.of(act)) == 0) return false;
        var root = charge.order() == null ? id.value() : charge.order();
        facts.record(Fact.of(id, root, "charge", charge.requestId(), "merchant.charged", now)
                .because(charge.description())
                .with(Map.of("amountMinor", charge.amountMinor(), "currency", merchant.currency())));
        return true;
    }
}

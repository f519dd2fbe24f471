package wharf.order;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import wharf.geography.Address;

/**
 * An order as a channel or checkout sends it. Money is in minor units of {@code currency}; tax is as given, included in nothing.
 *
 * <p>total = Σ unitPrice·quantity − Σ line discounts − discount + shipping + Σ line taxes + tax. {@code totalMinor}, if given, must
 * equal that. Tenders must add up to the total; none at all means that the channel has collected the money.
 *
 * @param merchant code or id; may be left out by a caller that acts for one merchant
 * @param channel where it was sold: {@code web}, {@code amazon}, …
 * @param externalId the channel's own order id: (merchant, channel, externalId) is one order for ever
 * @param revision rises with each change the channel makes; the highest is applied as far as the order still can be changed, an older or
 *     equal one changes nothing
 * @param placedAt when the shopper ordered; now if left out
 * @param shortage what happens when units are missing: REFUSE the order (own checkout; the default) or BACKORDER it (already sold)
 * @param service wished carrier service; the merchant's default if left out
 * @param priority higher is served first; 0 is normal, −100 to 100
 */
public record NewOrder(
        @Nullable String merchant,
        @Nullable String channel,
        @Nullable String externalId,
        @Nullable Integer revision,
        @Nullable Instant placedAt,
        @Nullable String currency,
        @Nullable List<@Nullable Line> lines,
        @Nullable Address shipTo,
        @Nullable String email,
        @Nullable String locale,
        @Nullable Long discountMinor,
        @Nullable Long shippingMinor,
        @Nullable Long taxMinor,
        @Nullable Long totalMinor,
        @Nullable List<@Nullable Tender> tenders,
        @Nullable Shortage shortage,
        @Nullable String service,
        @Nullable Integer priority,
        @Nullable String note,
        @Nullable List<@Nullable Instruction> instructions) {

    /** What to do when units are missing. */
    public enum Shortage {
        REFUSE,
        BACKORDER
    }

    /**
     * One line.
     *
     * @param discountMinor for the whole line, at most its price
     * @param elsewhere needs nothing from a warehouse: handed over at the till, fulfilled by the marketplace
     * @param properties what the channel says about the line (engraving, colour, …), shown to packers
     */
    public record Line(
            @Nullable String sku,
            @Nullable Integer quantity,
            @Nullable Long unitPriceMinor,
            @Nullable Long discountMinor,
            @Nullable Long taxMinor,
            @Nullable String title,
            @Nullable Boolean elsewhere,
            java.util.@Nullable Map<String, String> properties) {}

    /**
     * How part of the total is paid.
     *
     * @param method CARD, WALLET, BANK_TRANSFER, …; see the payment module
     * @param direct true when there is nothing to authorise: cash on delivery, bank slip, collected by the channel
     * @param instrument the PSP's token for what is authorised; never a card number
     */
    public record Tender(
            @Nullable String method,
            @Nullable Boolean direct,
            @Nullable Long amountMinor,
            @Nullable String instrument) {}

    /** A typed instruction for the floor: INFORM, ACKNOWLEDGE or DOCUMENT, at PICK, PACK (the default) or LABEL. */
    public record Instruction(
            @Nullable String type,
            @Nullable String stage,
            @Nullable String text,
            @Nullable Integer line) {}

    /** An order of which all else is left out until it is said. */
    public static Builder of(@Nullable String merchant, @Nullable String channel, @Nullable String externalId) {
        return new Builder(merchant, channel, externalId);
    }

    /** The same order, to be changed in what is said next. */
    public Builder with() {
        return with(merchant);
    }

    private Builder with(@Nullable String merchant) {
        return of(merchant, channel, externalId)
                .revision(revision)
                .placedAt(placedAt)
                .currency(currency)
                .lines(lines)
                .shipTo(shipTo)
                .email(email)
                .locale(locale)
                .discountMinor(discountMinor)
                .shippingMinor(shippingMinor)
                .taxMinor(taxMinor)
                .totalMinor(totalMinor)
                .tenders(tenders)
                .shortage(shortage)
                .service(service)
                .priority(priority)
                .note(note)
                .instructions(instructions);
    }

    /** The same order, paid otherwise. */
    public NewOrder paying(@Nullable List<@Nullable Tender> tenders) {
        return with().tenders(tenders).build();
    }

    /** The same order in a later revision, with other lines. */
    public NewOrder revised(int revision, List<@Nullable Line> lines) {
        return with().revision(revision).lines(lines).build();
    }

    /** The same order, going elsewhere. */
    public NewOrder to(Address address) {
        return with().shipTo(address).build();
    }

    /** The same order, of the merchant named. */
    NewOrder soldBy(String merchant) {
        return with(merchant).build();
    }

    /** The same order, sold and shipped long since: its address is only looked at for what cannot be. */
    NewOrder sold() {
        return with().shortage(Shortage.BACKORDER).build();
    }

    /** Says one thing of an order after the other; see the order itself for what each means. */
    public static final class Builder {
        private final @Nullable String merchant;
        private final @Nullable String channel;
        private final @Nullable String externalId;
        private @Nullable Integer revision;
        private @Nullable Instant placedAt;
        private @Nullable String currency;
        private @Nullable List<@Nullable Line> lines;
        private @Nullable Address shipTo;
        private @Nullable String email;
        private @Nullable String locale;
        private @Nullable Long discountMinor;
        private @Nullable Long shippingMinor;
        private @Nullable Long taxMinor;
        private @Nullable Long totalMinor;
        private @Nullable List<@Nullable Tender> tenders;
        private @Nullable Shortage shortage;
        private @Nullable String service;
        private @Nullable Integer priority;
        private @Nullable String note;
        private @Nullable List<@Nullable Instruction> instructions;

        private Builder(@Nullable String merchant, @Nullable String channel, @Nullable String externalId) {
            this.merchant = merchant;
            this.channel = channel;
            this.externalId = externalId;
        }

        public Builder revision(@Nullable Integer revision) {
            this.revision = revision;
            return this;
        }

        public Builder placedAt(@Nullable Instant placedAt) {
            this.placedAt = placedAt;
            return this;
        }

        public Builder currency(@Nullable String currency) {
            this.currency = currency;
            return this;
        }

        public Builder lines(@Nullable List<@Nullable Line> lines) {
            this.lines = lines;
            return this;
        }

        public Builder shipTo(@Nullable Address shipTo) {
            this.shipTo = shipTo;
            return this;
        }

        public Builder email(@Nullable String email) {
            this.email = email;
            return this;
        }

        public Builder locale(@Nullable String locale) {
            this.locale = locale;
            return this;
        }

        public Builder discountMinor(@Nullable Long discountMinor) {
            this.discountMinor = discountMinor;
            return this;
        }

        public Builder shippingMinor(@Nullable Long shippingMinor) {
            this.shippingMinor = shippingMinor;
            return this;
        }

        public Builder taxMinor(@Nullable Long taxMinor) {
            this.taxMinor = taxMinor;
            return this;
        }

        public Builder totalMinor(@Nullable Long totalMinor) {
            this.totalMinor = totalMinor;
            return this;
        }

        public Builder tenders(@Nullable List<@Nullable Tender> tenders) {
            this.tenders = tenders;
            return this;
        }

        public Builder shortage(@Nullable Shortage shortage) {
            this.shortage = shortage;
            return this;
        }

        public Builder service(@Nullable String service) {
            this.service = service;
            return this;
        }

        public Builder priority(@Nullable Integer priority) {
            this.priority = priority;
            return this;
        }

        public Builder note(@Nullable String note) {
            this.note = note;
            return this;
        }

        public Builder instructions(@Nullable List<@Nullable Instruction> instructions) {
            this.instructions = instructions;
            return this;
        }

        public NewOrder build() {
            return new NewOrder(
                    merchant,
                    channel,
                    externalId,
                    revision,
                    placedAt,
                    currency,
                    lines,
                    shipTo,
                    email,
                    locale,
                    discountMinor,
                    shippingMinor,
                    taxMinor,
                    totalMinor,
                    tenders,
                    shortage,
                    service,
                    priority,
                    note,
                    instructions);
        }
    }
}

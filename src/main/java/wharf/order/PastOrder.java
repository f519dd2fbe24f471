package wharf.order;

import java.time.Instant;
import java.util.List;
import wharf.geography.Address;
import wharf.inventory.Reserving;
import wharf.payment.NewTender;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;

/** An order of the past that holds up to the rules of every order, ready to be written with all that happened to it. */
public final class PastOrder {
    private final Draft draft;

    PastOrder(Draft draft) {
        this.draft = draft;
    }

    /** A line of it. */
    public record Line(int number, int quantity, long paidMinor, boolean elsewhere) {}

    /** By what it is told. */
    public record Key(MerchantId merchant, String channel, String externalId) {
        static Key of(Draft.Key key) {
            return new Key(key.merchant(), key.channel(), key.externalId());
        }
    }

    /** By what the orders of others name it. */
    public record Name(MerchantId merchant, String externalId) {}

    public Name name() {
        return new Name(merchant(), externalId());
    }

    public Key key() {
        return Key.of(draft.key());
    }

    Draft draft() {
        return draft;
    }

    public OrderId id() {
        return draft.id();
    }

    public MerchantId merchant() {
        return draft.merchant();
    }

    public String externalId() {
        return draft.externalId();
    }

    public Instant placedAt() {
        return draft.placedAt();
    }

    public String currency() {
        return draft.currency();
    }

    public long totalMinor() {
        return draft.totals().total();
    }

    public Address shipTo() {
        return draft.shipTo();
    }

    public List<NewTender> tenders() {
        return draft.tenders();
    }

    /** What its lines need of which items. */
    public List<Reserving> needs() {
        return draft.reserving();
    }

    public List<Line> lines() {
        return draft.lines().stream()
                .map(line -> new Line(
                        line.number(),
                        line.quantity(),
                        line.unitPrice() * line.quantity() - line.discount() + line.tax(),
                        line.elsewhere()))
                .toList();
    }
}

package wharf.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.payment.psp.PspPort;
import wharf.platform.BusinessClock;
import wharf.shared.MerchantId;
import wharf.shared.Money;
import wharf.shared.Refusal;

/**
 * The shopper's money, by an opaque reference (the order's id). What asks a provider must not be called inside a transaction; asked again
 * with the same cause it does nothing twice and tells what came of it. When a payment changes by itself, the work {@code PAYMENT_CHANGED} is
 * queued for the reference.
 */
@Service
public class Payments {
    private final Registration registration;
    private final Authorisations authorisations;
    private final Captures captures;
    private final Voids voids;
    private final Refunds refunds;
    private final PaymentReads reads;
    private final Recovering recovering;
    private final PspPort psp;
    private final BusinessClock clock;

    Payments(
            Registration registration,
            Authorisations authorisations,
            Captures captures,
            Voids voids,
            Refunds refunds,
            PaymentReads reads,
            Recovering recovering,
            PspPort psp,
            BusinessClock clock) {
        this.registration = registration;
        this.authorisations = authorisations;
        this.captures = captures;
        this.voids = voids;
        this.refunds = refunds;
        this.reads = reads;
        this.recovering = recovering;
        this.psp = psp;
        this.clock = clock;
    }

    /**
     * Registers the tenders of new orders, set-wise, in the caller's transaction. Direct tenders count as taken at once. Refuses (code
     * {@code card-number} among others, fields {@code [i].instrument}) and then stores none.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void register(List<NewTender> tenders) {
        registration.register(tenders, false);
    }

    /**
     * An order comes to another amount, in the caller's transaction: its tenders cover what {@code wanted} says, told by method and token. More
     * of one becomes a further tender, less of one is not taken, one that is wanted no longer is given up. Nothing is asked of a provider
     * here. Refuses with {@code payment-busy} while a declined payment is still being voided.
     *
     * @param wanted the tenders of the whole order; their numbers do not matter
     * @param total what they are to cover: where that is less than they add up to, the last of them covers less; where it is more, what was
     *     authorised for it before does
     * @param supplement the order was accepted on the old tenders: a decline of the new ones leaves them alone
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void cover(UUID reference, List<NewTender> wanted, Money total, boolean supplement) {
        recovering.cover(reference, wanted, total, supplement);
    }

    /**
     * As the other, when nothing was said about how the new total is paid: what is vouched for by those who collect it themselves (a channel,
     * cash on delivery, on account) covers more; other tenders only what they covered once. What is still missing is
     * {@code total − covered}.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void cover(UUID reference, MerchantId merchant, Money total) {
        recovering.cover(reference, merchant, total);
    }

    /** What the tenders cover in the end, whether authorised yet or not; zero in that currency where there are none. */
    @Transactional(readOnly = true)
    public Money covered(UUID reference, String currency) {
        return reads.covered(reference, currency);
    }

    /** Whether there is any tender under this reference; an order that costs nothing has none. */
    @Transactional(readOnly = true)
    public boolean isKnown(UUID reference) {
        return reads.isKnown(reference);
    }

    /** Authorises what needs it, all or none. Again: goes on where it stopped; a decline stays one until {@link #reopen}. */
    public Authorisation authorise(UUID reference) {
        return Objects.requireNonNull(authorise(List.of(reference)).get(reference));
    }

    /** Each reference by itself; the provider is asked about several at the same time. */
    public Map<UUID, Authorisation> authorise(Collection<UUID> references) {
        return authorisations.authorise(references);
    }

    /** After a decline, lets the next {@link #authorise} ask anew; refuses with {@code payment-busy} while the others are being voided. */
    public void reopen(UUID reference) {
        if (!authorisations.reopen(reference))
            throw Refusal.conflict("payment-busy", "Part of this payment is still being voided; try again shortly.");
    }

    /** Replaces the token of one tender after a decline and reopens the payment. */
    public void replaceInstrument(UUID reference, int number, String instrument) {
        reopen(reference);
        registration.replaceInstrument(reference, number, null, instrument);
    }

    /** As the other, with another method too: a card instead of paying later. */
    public void replaceInstrument(UUID reference, int number, Method method, String instrument) {
        reopen(reference);
        registration.replaceInstrument(reference, number, method, instrument);
    }

    /**
     * After a decline, somebody gives another token for the tender that was declined: the work {@code PAYMENT_CHANGED} is queued, and whoever
     * waits for the payment asks anew.
     *
     * @param method null for the same as before
     */
    public void payInstead(UUID reference, int number, @Nullable Method method, String instrument) {
        registration.requireUsable(reference, number, method, instrument);
        reopen(reference);
        registration.payInstead(reference, number, method, instrument);
    }

    /** What a shopper can choose to pay with in that currency; empty where the provider's own form has to make a token first. */
    public List<PaymentOffer> offers(String currency) {
        return psp.offers(currency).stream()
                .map(offer -> new PaymentOffer(
                        offer.later() ? Method.PAY_LATER : Method.CARD,
                        offer.instrument(),
                        offer.simulated(),
                        offer.least(),
                        offer.most()))
                .toList();
    }

    /** Whether everything still to be captured is authorised at that time (business time); true when nothing is. */
    @Transactional(readOnly = true)
    public boolean isLive(UUID reference, Instant at) {
        return notLive(List.of(reference), at).isEmpty();
    }

    /** Those of the references for which {@link #isLive} is false. */
    @Transactional(readOnly = true)
    public Set<UUID> notLive(Collection<UUID> references, Instant at) {
        return reads.notLive(references, at);
    }

    /**
     * Takes an amount at shipment, over the tenders in order, once per cause; never more than is authorised. What fails becomes a receivable.
     * The caller splits an order's total over its shipments; zero does nothing.
     *
     * @param cause names the shipment; at most 100 characters
     */
    public Capture capture(UUID reference, Money amount, String cause) {
        return Objects.requireNonNull(
                capture(List.of(new CaptureOrder(reference, amount, cause))).get(reference));
    }

    /** As the other, for orders of different references; the provider is asked about several at the same time. */
    public Map<UUID, Capture> capture(Collection<CaptureOrder> orders) {
        var taken = new LinkedHashMap<UUID, Capture>();
        orders.stream()
                .filter(order -> order.amount().isZero())
                .forEach(order -> taken.put(order.reference(), new Capture.Captured(order.amount())));
        var due = orders.stream().filter(order -> order.amount().isPositive()).toList();
        if (!due.isEmpty()) taken.putAll(captures.capture(due));
        return taken;
    }

    /**
     * Records, in the caller's transaction and once per cause, that the shopper owes an amount which no tender covers: goods that were to come
     * back and did not. A person collects it. False when it was recorded before, or the reference has no payment.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean owe(UUID reference, Money amount, String cause, String reason) {
        if (!amount.isPositive()) throw new IllegalArgumentException("cannot owe " + amount);
        return captures.owe(reference, amount, cause, reason);
    }

    /** Has another try at what the reference owes, authorising anew where an authorisation is over. */
    public void retryCaptures(UUID reference) {
        captures.retry(reference);
    }

    /**
     * Closes the payment: gives up whatever was not captured, now and when a call that is out leaves a rest. After the last shipment, or a
     * cancellation. Money of direct tenders that somebody has to give back becomes an attempt for a person to settle.
     */
    public void voidRest(UUID reference, String cause) {
        voidRest(Map.of(reference, cause));
    }

    /** As the other, by reference; the provider is asked about several at the same time. */
    public void voidRest(Map<UUID, String> causes) {
        if (!causes.isEmpty()) voids.close(causes);
    }

    /** Pays back part or all of what was captured, over the tenders in reverse order, once per cause and its amount. */
    public Refund refund(UUID reference, Money amount, String cause, String reason) {
        if (!amount.isPositive())
            throw Refusal.invalid("amount-not-positive", "amount", amount, "Refund a positive amount.");
        return refunds.refund(reference, amount, cause, reason);
    }

    /** A person has paid back (or failed to) what an attempt outside Wharf asks for. */
    @Transactional
    public void settleOutside(UUID reference, UUID attempt, boolean done, String note) {
        reads.requireOutside(reference, attempt);
        registration.settleOutside(attempt, done, note);
    }

    /** Everything about one payment; refuses with not found where there is no tender. */
    @Transactional(readOnly = true)
    public PaymentView view(UUID reference) {
        return reads.view(reference);
    }

    /** Everything about several payments; references without a tender are absent. */
    @Transactional(readOnly = true)
    public Map<UUID, PaymentView> views(Collection<UUID> references) {
        return reads.views(references);
    }

    /** One word for each reference that has tenders: the names of {@link PaymentLabel}. Others are {@code UNPAID}. */
    @Transactional(readOnly = true)
    public Map<UUID, String> labels(Collection<UUID> references) {
        return reads.labels(references);
    }

    /** References with money authorised and neither captured nor given up, registered that long ago: candidates for {@link #voidRest}. */
    @Transactional(readOnly = true)
    public List<UUID> authorisedReferencesOlderThan(Duration age) {
        return reads.authorisedBefore(clock.instant().minus(age));
    }

    /** What is owed for goods that left without being paid, oldest first. */
    @Transactional(readOnly = true)
    public List<PaymentView.ReceivableView> openReceivables(int limit) {
        return reads.openReceivables(null, limit);
    }
}

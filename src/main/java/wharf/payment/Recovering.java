package wharf.payment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Work;
import wharf.shared.MerchantId;
import wharf.shared.Money;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/**
 * Lets the tenders of an order cover another amount. What a tender was authorised for is never exceeded: more becomes a further tender. What
 * was taken is never given up here: the caller pays it back.
 */
@Component
class Recovering {
    private static final int MOST_TENDERS = 100;
    private static final String REPLACED = "replaced";

    private final Ledger ledger;
    private final Tenders tenders;
    private final Registration registration;
    private final Authorisations authorisations;
    private final Work work;

    Recovering(Ledger ledger, Tenders tenders, Registration registration, Authorisations authorisations, Work work) {
        this.ledger = ledger;
        this.tenders = tenders;
        this.registration = registration;
        this.authorisations = authorisations;
        this.work = work;
    }

    /** Tenders that are the same means of payment. */
    private record Means(Method method, Mode mode, @Nullable String instrument) {
        static Means of(Tender tender) {
            return new Means(tender.method(), tender.mode(), tender.instrument());
        }

        static Means of(NewTender tender) {
            return new Means(tender.method(), tender.mode(), tender.instrument());
        }
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void cover(UUID reference, List<NewTender> wanted, Money total, boolean supplement) {
        var payment = ledger.lock(reference);
        var amounts = amounts(payment, wanted, total.minor());
        if (isCovered(payment, amounts)) return;
        var plan = new Plan(opened(payment));
        var more = new ArrayList<NewTender>();
        amounts.forEach((means, minor) -> {
            long missing = minor - plan.fit(means, minor);
            if (missing > 0) more.add(further(plan.payment, sample(wanted, means), missing, more.size()));
        });
        plan.raiseTo(
                total.minor() - more.stream().mapToLong(t -> t.amount().minor()).sum());
        write(plan, amounts);
        registration.register(more, supplement);
    }

    /** By means, those wanted no longer with nothing; not more than the total: the last bears the difference. */
    private static Map<Means, Long> amounts(Payment payment, List<NewTender> wanted, long total) {
        var amounts = new LinkedHashMap<Means, Long>();
        payment.tenders().forEach(tender -> amounts.putIfAbsent(Means.of(tender), 0L));
        long tooMuch = wanted.stream().mapToLong(t -> t.amount().minor()).sum() - total;
        for (var tender : wanted.reversed()) {
            long less = Math.clamp(tooMuch, 0, tender.amount().minor());
            tooMuch -= less;
            amounts.merge(Means.of(tender), tender.amount().minor() - less, Long::sum);
        }
        return amounts;
    }

    private static NewTender sample(List<NewTender> wanted, Means means) {
        return wanted.stream()
                .filter(tender -> Means.of(tender).equals(means))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isCovered(Payment payment, Map<Means, Long> amounts) {
        return amounts.entrySet().stream()
                .allMatch(wanted -> covered(of(payment, wanted.getKey())) == wanted.getValue());
    }

    /** What each tender is to cover, before it is written. */
    private static final class Plan {
        final Payment payment;
        final Map<UUID, Long> amounts = new LinkedHashMap<>();

        Plan(Payment payment) {
            this.payment = payment;
            payment.tenders().forEach(tender -> amounts.put(tender.id(), tender.coveredMinor()));
        }

        long amount(Tender tender) {
            return java.util.Objects.requireNonNull(amounts.get(tender.id()));
        }

        /** Brings tenders of the same means to this amount together; returns what they cover then. */
        long fit(Means means, long minor) {
            var same = of(payment, means);
            long covered = same.stream().mapToLong(this::amount).sum();
            for (var tender : same) if (covered < minor) covered += raise(tender, minor - covered);
            for (var tender : same.reversed()) if (covered > minor) covered -= lower(tender, covered - minor);
            return covered;
        }

        /** What has left was to be paid for by what was authorised for it. */
        void raiseTo(long minor) {
            long missing =
                    minor - amounts.values().stream().mapToLong(Long::longValue).sum();
            for (var tender : payment.tenders()) {
                boolean once = tender.isDirect() || payment.living(tender).isPresent();
                if (missing > 0 && once) missing -= raise(tender, missing);
            }
        }

        private long raise(Tender tender, long by) {
            if (tender.isClosed()) return 0;
            long raised = Math.min(by, Math.max(0, limit(payment, tender) - amount(tender)));
            amounts.merge(tender.id(), raised, Long::sum);
            return raised;
        }

        private long lower(Tender tender, long by) {
            if (tender.isClosed()) return 0;
            long lowered = Math.min(by, amount(tender) - tender.capturingMinor() - tender.capturedMinor());
            amounts.merge(tender.id(), -lowered, Long::sum);
            return lowered;
        }
    }

    private void write(Plan plan, Map<Means, Long> wanted) {
        for (var tender : plan.payment.tenders()) {
            if (tender.isClosed()) continue;
            long amount = plan.amount(tender);
            if (amount != tender.amountMinor()) tenders.cover(tender.id(), amount);
            boolean dropped = wanted.getOrDefault(Means.of(tender), 0L) == 0;
            if (dropped && amount == tender.capturingMinor() + tender.capturedMinor()) retire(plan.payment, tender);
        }
    }

    /** After a decline everything is asked anew, as when a person gives another token. */
    private Payment opened(Payment payment) {
        if (!authorisations.reopen(payment))
            throw new Refusal(
                    Refusal.Kind.BUSY,
                    List.of(Problem.of(
                            "payment-busy",
                            "",
                            null,
                            "Part of this payment is still being voided; try again shortly.")));
        return ledger.lock(payment.reference());
    }

    /** When nobody said how a new total is paid. A token is not asked for more than it was asked for before. */
    @Transactional(propagation = Propagation.MANDATORY)
    void cover(UUID reference, MerchantId merchant, Money total) {
        var payment = ledger.lock(reference);
        var plan = new Plan(payment);
        plan.raiseTo(total.minor());
        for (var tender : payment.tenders())
            if (!tender.isClosed() && plan.amount(tender) != tender.amountMinor())
                tenders.cover(tender.id(), plan.amount(tender));
        long missing = total.minor()
                - plan.amounts.values().stream().mapToLong(Long::longValue).sum();
        if (missing <= 0) return;
        if (payment.isEmpty()) {
            register(new NewTender(
                    merchant,
                    reference,
                    1,
                    Method.COLLECTED_BY_CHANNEL,
                    Mode.DIRECT,
                    Money.of(missing, total.currency()),
                    null));
            return;
        }
        var last = payment.tenders().getLast();
        boolean vouched = payment.tenders().stream()
                .filter(tender -> tender.amountMinor() > 0)
                .allMatch(tender -> tender.isDirect() && tender.method().releasesItself());
        if (vouched) register(further(payment, sample(last), missing, 0));
    }

    private void register(NewTender tender) {
        registration.register(List.of(tender), true);
    }

    private static NewTender sample(Tender tender) {
        return new NewTender(
                tender.merchant(),
                tender.reference(),
                tender.number(),
                tender.method(),
                tender.mode(),
                Money.zero(tender.currency()),
                tender.instrument());
    }

    private static List<Tender> of(Payment payment, Means means) {
        return payment.tenders().stream()
                .filter(tender -> Means.of(tender).equals(means))
                .toList();
    }

    private static long covered(List<Tender> same) {
        return same.stream().mapToLong(Tender::coveredMinor).sum();
    }

    /** What a tender can cover without being authorised for more. */
    private static long limit(Payment payment, Tender tender) {
        if (tender.isDirect()) return tender.directMinor() - tender.releasedMinor() - tender.voidingMinor();
        return payment.source(tender)
                .map(source -> switch (source.state()) {
                    case SUCCEEDED -> tender.authorisedMinor() - tender.releasedMinor() - tender.voidingMinor();
                    case PENDING, UNKNOWN, REQUIRES_ACTION ->
                        tender.capturingMinor() + tender.capturedMinor() + source.amountMinor();
                    case DECLINED, EXPIRED -> Long.MAX_VALUE;
                })
                .orElse(Long.MAX_VALUE);
    }

    /** Nothing more is taken under it, so nothing need be held under it: unless it is to pay for what comes later. */
    private void retire(Payment payment, Tender tender) {
        boolean asked = tender.isDirect() || payment.source(tender).isPresent();
        if (!asked) return;
        tenders.closeOne(tender.id(), REPLACED);
        work.add(Ledger.VOID, tender.reference(), tender.merchant());
    }

    private static NewTender further(Payment payment, NewTender sample, long minor, int after) {
        int number = payment.tenders().stream().mapToInt(Tender::number).max().orElse(0) + 1 + after;
        if (number > MOST_TENDERS)
            throw Refusal.invalid(
                    "too-many",
                    "tenders",
                    number,
                    "This order has been paid in " + MOST_TENDERS + " parts; make another order for the rest.");
        return new NewTender(
                sample.merchant(),
                sample.reference(),
                number,
                sample.method(),
                sample.mode(),
                Money.of(minor, sample.amount().currency()),
                sample.instrument());
    }
}

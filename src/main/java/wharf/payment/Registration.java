package wharf.payment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Work;
import wharf.shared.Ids;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/** What people and channels say about a payment: its tenders, a new token, what was settled by hand. */
@Component
class Registration {
    private final Tenders tenders;
    private final Journal journal;
    private final Ledger ledger;
    private final Facts facts;
    private final Work work;
    private final BusinessClock clock;

    Registration(Tenders tenders, Journal journal, Ledger ledger, Facts facts, Work work, BusinessClock clock) {
        this.tenders = tenders;
        this.journal = journal;
        this.ledger = ledger;
        this.facts = facts;
        this.work = work;
        this.clock = clock;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void register(List<NewTender> news, boolean supplement) {
        if (news.isEmpty()) return;
        refuse(news);
        var ids = news.stream().map(tender -> Ids.next()).toList();
        tenders.insert(ids, news, supplement);
        var sales = new ArrayList<Attempt>();
        for (int i = 0; i < ids.size(); i++) {
            var tender = news.get(i);
            if (tender.mode() == Mode.DIRECT && tender.amount().isPositive()) sales.add(sale(ids.get(i), tender));
        }
        journal.insert(sales);
        facts.record(sales.stream()
                .map(sale -> PaymentFacts.of(sale, sale.state(), null, sale.createdAt()))
                .toList());
    }

    private Attempt sale(UUID id, NewTender tender) {
        var now = clock.instant();
        return new Attempt(
                Ids.next(),
                id,
                tender.reference(),
                tender.merchant().value(),
                tender.number(),
                1,
                AttemptKind.DIRECT_SALE,
                AttemptState.SUCCEEDED,
                tender.amount().currency(),
                tender.amount().minor(),
                "sale:%s:%d".formatted(tender.reference(), tender.number()),
                "order",
                null,
                null,
                true,
                null,
                null,
                null,
                null,
                now,
                now);
    }

    private static void refuse(List<NewTender> news) {
        var problems = new ArrayList<Problem>();
        var currencies = new HashMap<UUID, String>();
        for (int i = 0; i < news.size(); i++) {
            var tender = news.get(i);
            var field = "[" + i + "]";
            Instruments.problem(tender.mode(), tender.instrument())
                    .map(problem -> problem.under(field))
                    .ifPresent(problems::add);
            if (tender.amount().minor() < 0)
                problems.add(Problem.of(
                        "amount-negative", field + ".amount", tender.amount(), "A tender covers zero or more."));
            if (tender.number() < 1 || tender.number() > 100)
                problems.add(Problem.of(
                        "number-out-of-range", field + ".number", tender.number(), "Number tenders from 1 to 100."));
            var currency = tender.amount().currency();
            var first = currencies.putIfAbsent(tender.reference(), currency);
            if (first != null && !first.equals(currency))
                problems.add(Problem.of(
                        "currency-mixed",
                        field + ".amount",
                        currency,
                        "Use one currency for all tenders of an order."));
        }
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
    }

    /** Refuses what {@link #payInstead} would, before anything is reopened for it. */
    @Transactional
    void requireUsable(UUID reference, int number, @Nullable Method method, String instrument) {
        if (method != null && !method.isAuthorised())
            throw Refusal.invalid(
                    "method-not-authorised",
                    "method",
                    method,
                    "No provider authorises this by a token; give CARD, PAY_LATER, WALLET or BANK_DEBIT, or leave it out for the same as before.");
        requireInstrument(instrument);
        if (tender(ledger.lock(reference), number).isClosed())
            throw Refusal.conflict("payment-closed", "This payment was given up; nothing is taken by it any more.");
    }

    @Transactional
    void payInstead(UUID reference, int number, @Nullable Method method, String instrument) {
        replaceInstrument(reference, number, method, instrument);
        var merchant = ledger.lock(reference).tenders().getFirst().merchant();
        facts.record(Fact.of(merchant, reference, "payment", reference, "payment.instrument-replaced", clock.instant())
                .with(Map.of("tender", number)));
        work.add(Ledger.CHANGED, reference, merchant);
    }

    @Transactional
    void replaceInstrument(UUID reference, int number, @Nullable Method method, String instrument) {
        requireInstrument(instrument);
        var payment = ledger.lock(reference);
        var tender = tender(payment, number);
        if (payment.source(tender).isPresent())
            throw Refusal.conflict("tender-in-use", "This tender is authorised or being authorised with its token.");
        tenders.replaceInstrument(tender.id(), method == null ? tender.method() : method, instrument);
    }

    private static void requireInstrument(String instrument) {
        Instruments.problem(Mode.AUTHORISE, instrument).ifPresent(problem -> {
            throw Refusal.invalid(List.of(problem));
        });
    }

    private static Tender tender(Payment payment, int number) {
        return payment.tenders().stream()
                .filter(candidate -> candidate.number() == number && !candidate.isDirect())
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("tender with a token", number));
    }

    @Transactional
    void settleOutside(UUID attempt, boolean done, String note) {
        var state = done ? AttemptState.SUCCEEDED : AttemptState.DECLINED;
        ledger.settle(journal.find(List.of(attempt)).getFirst(), new Ledger.Outcome(state, null, note), true);
    }
}

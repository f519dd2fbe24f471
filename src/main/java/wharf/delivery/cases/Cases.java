package wharf.delivery.cases;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.StoredFiles;
import wharf.platform.Turn;
import wharf.platform.Work;
import wharf.shared.Money;
import wharf.shared.OrderId;
import wharf.shared.Refusal;
import wharf.shipping.ParcelLine;
import wharf.shipping.Parcels;

/** Cases: opened, decided, carried out in the background, closed. */
@Service
public class Cases {
    static final int MOST_OPEN = 5;

    private final CaseRows rows;
    private final Orders orders;
    private final Parcels parcels;
    private final CaseTelling telling;
    private final Means means;

    Cases(CaseRows rows, Orders orders, Parcels parcels, CaseTelling telling, Means means) {
        this.rows = rows;
        this.orders = orders;
        this.parcels = parcels;
        this.telling = telling;
        this.means = means;
    }

    @org.springframework.stereotype.Component
    record Means(StoredFiles files, Work work, BusinessClock clock, Worth worth) {}

    /** Opens a case; said again while it is open, it is the same one. Refuses what is not of the order, and too many at once. */
    @Transactional
    public CaseView open(NewCase news) {
        var order = orders.find(news.order()).orElseThrow(() -> Refusal.notFound("order", news.order()));
        var lines = about(news);
        var known = rows.of(news.order());
        var same = known.stream()
                .filter(one -> one.state() != CaseState.CLOSED
                        && one.parcel().equals(news.parcel())
                        && one.reason() == news.reason())
                .findFirst();
        if (same.isPresent()) return same.get();
        if (known.stream().filter(one -> one.state() != CaseState.CLOSED).count() >= MOST_OPEN)
            throw Refusal.conflict(
                    "too-many-cases",
                    "There are " + MOST_OPEN + " open cases of this order already; decide those first.");
        var opened = rows.open(order.merchant(), news, lines, means.clock().instant());
        // Somebody else has opened the same one this very moment.
        if (opened.isEmpty()) return open(news);
        var id = opened.get();
        int number = 0;
        for (var photo : news.photos())
            means.files()
                    .store(
                            order.merchant(),
                            id,
                            "case-photo",
                            "photo-" + ++number + "." + photo.extension(),
                            photo.mediaType(),
                            photo.content());
        var view = find(id);
        telling.opened(view, order);
        return view;
    }

    /** What of the order in this parcel it is about. */
    private List<CaseView.Line> about(NewCase news) {
        var parcel = parcels.find(news.parcel())
                .filter(found -> found.state().hasLeft())
                .orElseThrow(() -> Refusal.notFound("parcel", news.parcel()));
        Map<Integer, Integer> inside = parcel.lines().stream()
                .filter(line -> line.order().equals(news.order()))
                .collect(Collectors.groupingBy(ParcelLine::lineNo, Collectors.summingInt(ParcelLine::quantity)));
        if (inside.isEmpty()) throw Refusal.notFound("parcel", news.parcel());
        var wanted = Set.copyOf(news.lines());
        if (!inside.keySet().containsAll(wanted))
            throw Refusal.invalid("not-in-parcel", "lines", wanted, "Name lines of " + inside.keySet() + ".");
        return inside.entrySet().stream()
                .filter(line -> wanted.isEmpty() || wanted.contains(line.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .map(line -> new CaseView.Line(line.getKey(), line.getValue()))
                .toList();
    }

    @Transactional(readOnly = true)
    public CaseView find(UUID id) {
        return rows.find(List.of(id)).stream().findFirst().orElseThrow(() -> Refusal.notFound("case", id));
    }

    /** Of one order, oldest first. */
    @Transactional(readOnly = true)
    public List<CaseView> of(OrderId order) {
        return rows.of(order);
    }

    /** Newest first, in reading order of the turn. */
    @Transactional(readOnly = true)
    public List<CaseView> list(@Nullable CaseState state, Turn turn, int limit) {
        return rows.list(state, turn, limit);
    }

    /** What people call cases; those out of the caller's scope are absent. */
    @Transactional(readOnly = true)
    public Map<UUID, String> names(List<UUID> ids) {
        return rows.find(ids).stream().collect(Collectors.toMap(CaseView::id, one -> "Case " + one.number()));
    }

    @Transactional(readOnly = true)
    public List<StoredFiles.Summary> photos(UUID id) {
        find(id);
        return means.files().under(id);
    }

    /** How many wait for a decision. */
    @Transactional(readOnly = true)
    public long waiting() {
        return rows.open();
    }

    /** What could be paid back for what the case is about: its lines' share, and no more than is left of what was paid. */
    @Transactional(readOnly = true)
    public Money worth(UUID id) {
        var one = find(id);
        return means.worth().of(one, order(one));
    }

    /** Decides an open case; what follows is done in the background. Deciding the same again changes nothing. */
    @Transactional
    public CaseView decide(UUID id, Decision decision) {
        var one = find(id);
        var order = order(one);
        check(decision, order);
        if (!rows.decide(
                id, decision, Context.current().actor().name(), means.clock().instant())) {
            var now = find(id);
            if (decision.kind() == now.decision() && Objects.equals(decision.amount(), now.amount())) return now;
            throw Refusal.conflict(
                    "decided-already",
                    "state",
                    now.state(),
                    "This case was decided by " + now.decidedBy() + " already.");
        }
        var decided = find(id);
        telling.decided(decided);
        switch (decision.kind()) {
            case REFUND, RESHIP -> means.work().add(CaseStep.NAME, id, one.merchant());
            case CARRIER_CLAIM -> telling.news(decided, order);
            case REJECT -> close(decided, order, "Nothing is done.", null);
        }
        return find(id);
    }

    private void check(Decision decision, OrderView order) {
        var amount = decision.amount();
        boolean needed = decision.kind() == Decision.Kind.REFUND || decision.kind() == Decision.Kind.CARRIER_CLAIM;
        if (amount == null) {
            if (needed) throw Refusal.invalid("required", "amountMinor", null, "Say how much.");
            return;
        }
        if (!amount.currency().equals(order.currency()))
            throw Refusal.invalid(
                    "wrong-currency", "currency", amount.currency(), "The order is in " + order.currency() + ".");
        if (amount.minor() < 0 || (needed && amount.isZero()))
            throw Refusal.invalid("amount-not-positive", "amountMinor", amount.minor(), "Name a positive amount.");
        if (decision.kind() != Decision.Kind.REFUND) return;
        var most = means.worth().refundable(order);
        if (amount.minor() > most.minor())
            throw Refusal.invalid(
                    "refund-exceeds-captured",
                    "amountMinor",
                    amount.minor(),
                    "At most " + most + " can be paid back; the rest is paid back already or was never taken.");
    }

    /** Closes a claim when the carrier has answered. */
    @Transactional
    public CaseView settleClaim(UUID id, String outcome) {
        var one = find(id);
        if (one.state() == CaseState.CLOSED) return one;
        if (one.state() != CaseState.DECIDED || one.decision() != Decision.Kind.CARRIER_CLAIM)
            throw Refusal.conflict(
                    "no-claim",
                    "state",
                    one.state(),
                    "Only a claim to a carrier is closed by hand; decide the case first.");
        close(one, order(one), outcome, null);
        return find(id);
    }

    /** Closes what is done; false if somebody has before. */
    @Transactional
    public boolean close(CaseView one, OrderView order, String outcome, @Nullable OrderId reship) {
        if (!rows.close(one.id(), outcome, reship, means.clock().instant())) return false;
        var closed = find(one.id());
        telling.closed(closed);
        if (one.decision() != Decision.Kind.CARRIER_CLAIM) telling.news(closed, order);
        return true;
    }

    /** Gives back to a person what was decided and cannot be done. */
    @Transactional
    public void reopen(CaseView one, String problem) {
        if (rows.reopen(one.id(), problem)) telling.reopened(one, problem);
    }

    /** The cases named that are decided. */
    @Transactional(readOnly = true)
    public List<CaseView> decided(List<UUID> ids) {
        return rows.find(ids).stream()
                .filter(one -> one.state() == CaseState.DECIDED)
                .toList();
    }

    OrderView order(CaseView one) {
        return orders.find(one.order()).orElseThrow(() -> Refusal.notFound("order", one.order()));
    }
}

package wharf.shipping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.shared.MerchantId;
import wharf.shared.ParcelId;

/** The one door through which parcels change state. */
@Component
class ParcelStates {
    private static final String MOVE = """
            update parcel
            set state = :to, shipped_at = case when :to = 'SHIPPED' then :now else shipped_at end
            where id = any(:ids)
            and state = :from
            returning id
            """;
    private static final String FOLLOW = """
            update parcel p
            set state = n.to_state
            from unnest(:ids, :from, :to) as n (id, from_state, to_state)
            where p.id = n.id
            and p.state = n.from_state
            returning p.id
            """;
    private static final String ORDERS = """
            select distinct l.parcel_id, l.order_id, l.merchant_id, p.number
            from parcel_line l
            join parcel p on p.id = l.parcel_id
            where l.parcel_id = any(:ids)
            """;

    private final JdbcClient jdbc;
    private final Facts facts;
    private final BusinessClock clock;

    ParcelStates(JdbcClient jdbc, Facts facts, BusinessClock clock) {
        this.jdbc = jdbc;
        this.facts = facts;
        this.clock = clock;
    }

    private record OfOrder(UUID parcelId, UUID orderId, UUID merchantId, long number) {}

    /** Moves those that are in {@code from}, tells every order in them, and returns them; the others are the caller's to refuse. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<ParcelId> move(
            Collection<ParcelId> ids, ParcelState from, ParcelState to, @Nullable String reason, Map<String, ?> data) {
        if (!from.next().contains(to))
            throw new IllegalArgumentException("a parcel never goes from " + from + " to " + to);
        var moved = jdbc.sql(MOVE)
                .param("from", from.name())
                .param("to", to.name())
                .param("now", Sql.timestamp(clock.instant()))
                .param("ids", Sql.ids(ids))
                .query(UUID.class)
                .list();
        tell(moved, "parcel." + to.name().toLowerCase(Locale.ROOT).replace('_', '-'), reason, data);
        return moved.stream().map(ParcelId::new).toList();
    }

    /** One parcel that has left and where it goes from here. */
    record Step(UUID parcel, ParcelState from, ParcelState to) {}

    /** Moves parcels that have left to where their carrier's reports put them, and returns them; the reports are the history. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<ParcelId> follow(Collection<Step> steps) {
        for (var step : steps)
            if (!step.from().hasLeft() || !step.from().next().contains(step.to()))
                throw new IllegalArgumentException("a parcel never goes from " + step.from() + " to " + step.to());
        if (steps.isEmpty()) return List.of();
        return jdbc
                .sql(FOLLOW)
                .param("ids", Sql.uuids(steps.stream().map(Step::parcel).toList()))
                .param(
                        "from",
                        Sql.texts(steps.stream().map(s -> s.from().name()).toList()))
                .param("to", Sql.texts(steps.stream().map(s -> s.to().name()).toList()))
                .query(UUID.class)
                .list()
                .stream()
                .map(ParcelId::new)
                .toList();
    }

    /** Records a fact about each parcel on the timeline of every order in it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(Collection<UUID> parcels, String type, @Nullable String reason, Map<String, ?> data) {
        if (parcels.isEmpty()) return;
        var now = clock.instant();
        var told = new ArrayList<Fact>();
        var found = jdbc.sql(ORDERS)
                .param("ids", Sql.uuids(parcels))
                .query(OfOrder.class)
                .list();
        var sharing = found.stream().collect(Collectors.groupingBy(OfOrder::parcelId, Collectors.counting()));
        for (var of : found) {
            var details = new java.util.TreeMap<String, Object>(data);
            details.put("parcel", of.number());
            long orders = sharing.getOrDefault(of.parcelId(), 1L);
            if (orders > 1) details.put("sharedBy", orders);
            told.add(Fact.of(new MerchantId(of.merchantId()), of.orderId(), "parcel", of.parcelId(), type, now)
                    .because(reason)
                    .with(details));
        }
        facts.record(told);
    }
}

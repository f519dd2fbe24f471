package wharf.shipping;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Sql;
import wharf.platform.Work;
import wharf.printing.PrintJobs;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.ParcelId;

/**
 * A parcel's labels, one after the other. Each generation has a reference of its own, under which the carrier sells at most one label. The
 * caller holds the parcels' locks; labels are locked after them.
 */
@Component
class LabelGenerations {
    private static final String WANT = """
            insert into label (id, parcel_id, merchant_id, generation, reference, state)
            select n.id, p.id, p.merchant_id, g.next, 'label:' || p.id || ':' || g.next, 'WANTED'
            from unnest(:labels, :parcels) as n (id, parcel_id)
            join parcel p on p.id = n.parcel_id
            cross join lateral (select coalesce(max(generation), 0) + 1 as next from label where label.parcel_id = p.id) g
            where p.state = 'PACKED'
            and p.merchant_id not in (select training_merchants())
            and not exists (select from label where label.parcel_id = p.id and label.state in ('WANTED', 'BOUGHT'))
            returning parcel_id, merchant_id
            """;
    private static final String RETIRE = """
            with open as (
              select id
              from label
              where parcel_id = any(:parcels)
              and state in ('WANTED', 'BOUGHT')
              order by id
              for update
            )
            update label
            set state = 'VOIDING', reason = :reason
            from open
            where label.id = open.id
            returning label.id, label.merchant_id
            """;

    private final JdbcClient jdbc;
    private final Work work;
    private final PrintJobs printing;
    private final ParcelStates states;

    LabelGenerations(JdbcClient jdbc, Work work, PrintJobs printing, ParcelStates states) {
        this.jdbc = jdbc;
        this.work = work;
        this.printing = printing;
        this.states = states;
    }

    private record Owned(UUID id, UUID merchant) {
        Work.Subject subject() {
            return new Work.Subject(id, new MerchantId(merchant));
        }
    }

    /** Has a label bought for each packed parcel that has none. None is bought for practice: carriers are paid, and it does not leave. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void want(Collection<ParcelId> parcels) {
        var wanted = jdbc.sql(WANT)
                .param(
                        "labels",
                        Sql.uuids(parcels.stream().map(parcel -> Ids.next()).toList()))
                .param("parcels", Sql.ids(parcels))
                .query((row, n) -> new Owned(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list();
        work.add(LabelStep.NAME, wanted.stream().map(Owned::subject).toList());
    }

    /** Gives up the open labels: they are voided at the carrier in the background, and what is not printed yet is not printed. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void retire(Collection<ParcelId> parcels, String reason) {
        var ids = parcels.stream().map(ParcelId::value).toList();
        var retired = jdbc.sql(RETIRE)
                .param("parcels", Sql.uuids(ids))
                .param("reason", reason)
                .query((row, n) -> new Owned(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list();
        work.remove(LabelStep.NAME, ids);
        work.add(VoidLabelStep.NAME, retired.stream().map(Owned::subject).toList());
        printing.cancel(ids);
    }

    /** Gives up the open labels and has new ones bought; labelled parcels are packed again until then. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void renew(Collection<ParcelId> parcels, String reason) {
        retire(parcels, reason);
        states.move(parcels, ParcelState.LABELLED, ParcelState.PACKED, reason, Map.of());
        want(parcels);
    }

    /** A label of a parcel that is not open any more and still has to be given back. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void giveBack(UUID label, MerchantId merchant) {
        work.add(VoidLabelStep.NAME, List.of(new Work.Subject(label, merchant)));
    }
}

package wharf.picking;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.inventory.Allocations.Held;
import wharf.inventory.Commitments;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Sql;
import wharf.shared.FulfilmentId;

/** Takes fulfilments off the floor, at whatever stage they are. */
@Service
public class PickCancellation {
    private static final String LOCK_BATCHES = """
            select b.id
            from pick_batch b
            where b.id in (select batch_id from pick_slot where fulfilment_id = any(:fulfilments) and active)
            order by b.id
            for update
            """;
    private static final String WITHDRAW = """
            with locked as (
              select t.id
              from pick_task t
              where t.fulfilment_id = any(:fulfilments)
              and t.state = 'OPEN'
              order by t.id
              for update
            )
            update pick_task t
            set withdrawn = t.quantity - t.picked - t.short, state = 'WITHDRAWN', reason = :reason, ended_at = :now, ended_by = :by
            from locked
            where t.id = locked.id
            returning
            """ + PickTask.COLUMNS + ", t.withdrawn";

    private final JdbcClient jdbc;
    private final Commitments commitments;
    private final PutBackTasks putBacks;
    private final BatchEnds ends;
    private final ObjectProvider<PickGate> gates;
    private final ApplicationEventPublisher events;
    private final BusinessClock clock;

    PickCancellation(
            JdbcClient jdbc,
            Commitments commitments,
            PutBackTasks putBacks,
            BatchEnds ends,
            ObjectProvider<PickGate> gates,
            ApplicationEventPublisher events,
            BusinessClock clock) {
        this.jdbc = jdbc;
        this.commitments = commitments;
        this.putBacks = putBacks;
        this.ends = ends;
        this.gates = gates;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Nothing of these fulfilments is to be picked any more: open tasks are withdrawn, their units free again at once; units in totes and
     * cartons get put-back tasks and stay bound until scanned into a bin. The site is no longer committed to them
     * ({@link Commitments#drop}), whether the caller has said so before or not. Doing it again changes nothing. Publishes
     * {@link PicksWithdrawn} when anything changed. The caller may hold what the gates lock (orders,
     * fulfilments), but nothing of picking or stock.
     */
    @Transactional
    public PicksWithdrawn cancel(Collection<FulfilmentId> fulfilments, String reason) {
        var all = Set.copyOf(fulfilments);
        if (all.isEmpty()) return new PicksWithdrawn(all, reason, List.of(), List.of());
        // Asked only for the locks they take: a pick has those before its batch, so a cancellation must too.
        gates.orderedStream().forEach(gate -> gate.stopped(all));
        var batches = lockBatches(all);
        var freed = withdraw(all, reason);
        var toPutBack = putBacks.add(commitments.drop(all), reason);
        ends.endIfDone(batches);
        var withdrawn = new PicksWithdrawn(concerned(freed, toPutBack), reason, freed, toPutBack);
        if (!withdrawn.fulfilments().isEmpty()) events.publishEvent(withdrawn);
        return withdrawn;
    }

    private List<UUID> lockBatches(Set<FulfilmentId> fulfilments) {
        return jdbc.sql(LOCK_BATCHES)
                .param("fulfilments", Sql.ids(fulfilments))
                .query(UUID.class)
                .list();
    }

    private List<Unit> withdraw(Set<FulfilmentId> fulfilments, String reason) {
        var freed = new ArrayList<Unit>();
        jdbc.sql(WITHDRAW)
                .param("fulfilments", Sql.ids(fulfilments))
                .param("reason", reason)
                .param("now", Sql.timestamp(clock.instant()))
                .param("by", Context.current().actor().name())
                .query((row, n) -> freed.add(PickTask.ROW.mapRow(row, n).units(row.getInt("withdrawn"))))
                .list();
        return freed;
    }

    private static Set<FulfilmentId> concerned(List<Unit> freed, List<Unit> toPutBack) {
        var concerned = new HashSet<FulfilmentId>();
        freed.forEach(unit -> concerned.add(unit.fulfilment()));
        toPutBack.forEach(unit -> concerned.add(unit.fulfilment()));
        return concerned;
    }

    static Unit unit(Held held) {
        return new Unit(held.merchant(), held.fulfilment(), held.order(), held.lineNo(), held.item(), held.quantity());
    }
}

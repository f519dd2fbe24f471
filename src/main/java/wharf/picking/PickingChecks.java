package wharf.picking;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.InvariantCheck;

/** What must hold of work on the floor, at any moment. */
@Configuration(proxyBeanMethods = false)
class PickingChecks {
    private static final String UNBOUND = """
            with want as (
              select fulfilment_id, line_no, item_id, place_id, lot, min(place_code) as code, sum(quantity - picked - short) as units
              from pick_task
              where state = 'OPEN'
              group by fulfilment_id, line_no, item_id, place_id, lot
            )
            select want.fulfilment_id::text as subject,
                   want.units || ' units are to be picked in ' || want.code || ', ' || coalesce(have.units, 0) || ' are bound there' as detail
            from want
            left join lateral (
              select sum(a.quantity) as units
              from allocation a
              where a.fulfilment_id = want.fulfilment_id
              and a.line_no = want.line_no
              and a.item_id = want.item_id
              and a.place_id = want.place_id
              and a.lot = want.lot
              and not a.orphaned) have on true
            where want.units is distinct from have.units
            limit :limit
            """;
    private static final String OWNERLESS = """
            select p.id::text as subject,
                   'tote ' || p.code || ' has ' || b.quantity || ' units of ' || b.item_id || ', ' || b.allocated || ' of them bound' as detail
            from balance b
            join place p on p.id = b.place_id
            where p.kind = 'TOTE'
            and b.quantity <> b.allocated
            limit :limit
            """;
    private static final String FORGOTTEN = """
            with have as (
              select a.fulfilment_id, a.line_no, a.item_id, a.lot, a.place_id, sum(a.quantity) as units
              from allocation a
              where a.orphaned
              group by a.fulfilment_id, a.line_no, a.item_id, a.lot, a.place_id
            ), want as (
              select fulfilment_id, line_no, item_id, lot, container_id as place_id, sum(quantity - done) as units
              from put_back
              where done_at is null
              group by fulfilment_id, line_no, item_id, lot, container_id
            )
            select fulfilment_id::text as subject,
                   coalesce(have.units, 0) || ' units in ' || place_id || ' have to go back, tasks say ' || coalesce(want.units, 0) as detail
            from have
            full join want using (fulfilment_id, line_no, item_id, lot, place_id)
            where have.units is distinct from want.units
            limit :limit
            """;
    private static final String MISCOUNTED = """
            select t.id::text as subject,
                   'picked ' || t.picked || ' and short ' || t.short || ', scanned ' || s.picked || ' and ' || s.short as detail
            from pick_task t
            join lateral (
              select coalesce(sum(quantity) filter (where kind = 'PICK'), 0) as picked,
                     coalesce(sum(quantity) filter (where kind <> 'PICK'), 0) as short
              from pick_scan
              where task_id = t.id
              and undone_at is null) s on true
            where (t.picked, t.short) <> (s.picked, s.short)
            limit :limit
            """;
    private static final String UNENDED = """
            select b.id::text as subject, 'batch ' || b.number || ' is ' || b.state || ' with ' || o.open || ' open tasks' as detail
            from pick_batch b
            join lateral (select count(*) as open from pick_task t where t.batch_id = b.id and t.state = 'OPEN') o on true
            where (b.state = 'DONE') <> (o.open = 0)
            limit :limit
            """;

    @Bean
    InvariantCheck openPicksAreBound() {
        return InvariantCheck.sql(
                "open-picks-are-bound",
                "Every unit of an open pick task is allocated to its fulfilment in its bin, and no other.",
                UNBOUND);
    }

    @Bean
    InvariantCheck unitsInTotesHaveAnOwner() {
        return InvariantCheck.sql(
                "tote-units-have-owner", "Every unit in a tote is allocated to a fulfilment.", OWNERLESS);
    }

    @Bean
    InvariantCheck unwantedUnitsHaveAPutBackTask() {
        return InvariantCheck.sql(
                "unwanted-units-have-put-back",
                "Units in a container that nobody wants any more have a put-back task of just as many.",
                FORGOTTEN);
    }

    @Bean
    InvariantCheck picksAreScans() {
        return InvariantCheck.sql(
                "picks-are-scans", "What a task counts as picked and short is the sum of its scans.", MISCOUNTED);
    }

    @Bean
    InvariantCheck batchesEnd() {
        return InvariantCheck.sql("batches-end", "A batch is done exactly when it has no open task.", UNENDED);
    }
}

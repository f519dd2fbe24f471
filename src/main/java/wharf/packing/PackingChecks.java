package wharf.packing;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.InvariantCheck;

/** What must hold between scans, cartons and parcels, on live data. */
@Configuration(proxyBeanMethods = false)
class PackingChecks {
    @Bean
    InvariantCheck scansAreInTheirCarton() {
        return InvariantCheck.sql(
                "scans-are-in-their-carton",
                "Units scanned into an open carton are bound there, as long as their order wants them.",
                """
                select s.carton_id || ', ' || s.item_id as subject,
                       'scanned ' || s.quantity || ', bound there ' || coalesce(a.quantity, 0) as detail
                from (
                  select carton_id, fulfilment_id, line_no, item_id, lot, sum(quantity) as quantity
                  from pack_scan
                  where parcel_id is null and ended is null
                  group by carton_id, fulfilment_id, line_no, item_id, lot
                ) s
                left join (
                  select place_id, fulfilment_id, line_no, item_id, lot, sum(quantity) as quantity
                  from allocation
                  group by place_id, fulfilment_id, line_no, item_id, lot
                ) a on a.place_id = s.carton_id and a.fulfilment_id = s.fulfilment_id and a.line_no = s.line_no
                   and a.item_id = s.item_id and a.lot = s.lot
                where coalesce(a.quantity, 0) < s.quantity
                and exists (
                  select 1 from site_reservation r
                  where r.fulfilment_id = s.fulfilment_id and r.line_no = s.line_no and r.item_id = s.item_id and r.packed > 0)
                limit :limit
                """);
    }

    @Bean
    InvariantCheck finishedSessionsLeaveNothing() {
        return InvariantCheck.sql(
                "finished-sessions-leave-nothing",
                "A finished pack session has no unit in an open carton and no fulfilment under way.",
                """
                select p.id::text as subject, 'finished, but something of it is open' as detail
                from pack_session p
                where p.closed_at is not null
                and (exists (select 1 from pack_scan s where s.session_id = p.id and s.parcel_id is null and s.ended is null)
                  or exists (select 1 from pack_session_fulfilment f where f.session_id = p.id and f.open))
                limit :limit
                """);
    }

    @Bean
    InvariantCheck verifiedParcelsHoldTheirScans() {
        return InvariantCheck.sql(
                "verified-parcels-hold-their-scans",
                "A parcel holds exactly the units that were scanned into it.",
                """
                select s.parcel_id::text as subject, 'scanned ' || s.quantity || ', in the parcel ' || coalesce(l.quantity, 0) as detail
                from (select parcel_id, sum(quantity) as quantity from pack_scan where parcel_id is not null group by parcel_id) s
                left join (select parcel_id, sum(quantity) as quantity from parcel_line group by parcel_id) l on l.parcel_id = s.parcel_id
                where coalesce(l.quantity, 0) <> s.quantity
                limit :limit
                """);
    }
}

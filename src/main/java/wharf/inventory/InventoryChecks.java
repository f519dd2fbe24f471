package wharf.inventory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.InvariantCheck;

/** Invariants 1 to 3 of the domain, on live data. */
@Configuration(proxyBeanMethods = false)
class InventoryChecks {
    @Bean
    InvariantCheck balanceEqualsLedger() {
        return InvariantCheck.sql(
                "balance-equals-ledger", "Every balance equals the sum of its movements and is not negative.", """
                with moved as (
                  select place, item_id, lot, condition, sum(quantity) as quantity
                  from (
                    select m.to_place as place, m.item_id, m.lot, m.to_condition as condition, m.quantity from movement m
                    union all
                    select m.from_place, m.item_id, m.lot, m.from_condition, -m.quantity from movement m
                  ) both_ends
                  where place not in (select id from place where warehouse_id is null)
                  group by place, item_id, lot, condition
                )
                select coalesce(m.place, b.place_id)::text || ', ' || coalesce(m.item_id, b.item_id)::text as subject,
                       'balance ' || coalesce(b.quantity, 0) || ', movements add up to ' || coalesce(m.quantity, 0) as detail
                from moved m
                full join balance b on b.place_id = m.place and b.item_id = m.item_id and b.lot = m.lot and b.condition = m.condition
                where coalesce(b.quantity, 0) <> coalesce(m.quantity, 0) or b.quantity < 0
                limit :limit
                """);
    }

    @Bean
    InvariantCheck itemStockEqualsBalances() {
        return InvariantCheck.sql(
                "item-stock-equals-balances",
                "An item's sellable on hand is the sum of its sellable balances, over all and at each site.",
                """
                with b as (
                  select item_id, warehouse_id, sum(quantity) as quantity from balance where condition = 'SELLABLE' group by item_id, warehouse_id
                )
                select subject, detail
                from (
                  select s.item_id::text as subject, 'on hand ' || s.on_hand || ', balances add up to ' || coalesce(t.quantity, 0) as detail
                  from item_stock s
                  left join (select item_id, sum(quantity) as quantity from b group by item_id) t on t.item_id = s.item_id
                  where s.on_hand <> coalesce(t.quantity, 0)
                  union all
                  select s.item_id || ' at ' || s.warehouse_id, 'on hand ' || s.on_hand || ', balances add up to ' || coalesce(b.quantity, 0)
                  from site_stock s
                  left join b on b.item_id = s.item_id and b.warehouse_id = s.warehouse_id
                  where s.on_hand <> coalesce(b.quantity, 0)
                ) wrong
                limit :limit
                """);
    }

    @Bean
    InvariantCheck reservedEqualsReservations() {
        return InvariantCheck.sql(
                "reserved-equals-reservations",
                "An item's reserved is the sum of its open reservations and never above what is sellable.",
                """
                select s.item_id::text as subject,
                       'reserved ' || s.reserved || ', open reservations add up to ' || coalesce(r.quantity, 0) || ', on hand ' || s.on_hand as detail
                from item_stock s
                left join (
                  select item_id, sum(reserved + allocated + picked + packed) as quantity from reservation group by item_id
                ) r on r.item_id = s.item_id
                where s.reserved <> coalesce(r.quantity, 0) or s.reserved > s.on_hand or s.reserved < 0
                limit :limit
                """);
    }

    @Bean
    InvariantCheck siteReservedEqualsCommitments() {
        return InvariantCheck.sql(
                "site-reserved-equals-commitments",
                "An item's reserved at a site is the sum of what fulfilments there still have to ship.",
                """
                select s.item_id || ' at ' || s.warehouse_id as subject,
                       'reserved ' || s.reserved || ', fulfilments add up to ' || coalesce(f.quantity, 0) as detail
                from site_stock s
                left join (
                  select item_id, warehouse_id, sum(quantity - shipped - dropped) as quantity from site_reservation group by item_id, warehouse_id
                ) f on f.item_id = s.item_id and f.warehouse_id = s.warehouse_id
                where s.reserved <> coalesce(f.quantity, 0)
                limit :limit
                """);
    }

    @Bean
    InvariantCheck allocationsWithinBalances() {
        return InvariantCheck.sql(
                "allocations-equal-bound", "What a balance says is bound is the sum of the allocations there.", """
                select b.place_id || ', ' || b.item_id as subject, 'bound ' || b.allocated || ', allocations add up to ' || coalesce(a.quantity, 0) as detail
                from balance b
                full join (select place_id, item_id, lot, sum(quantity) as quantity from allocation group by place_id, item_id, lot) a
                  on a.place_id = b.place_id and a.item_id = b.item_id and a.lot = b.lot
                where (b.condition is null or b.condition = 'SELLABLE')
                and coalesce(b.allocated, 0) <> coalesce(a.quantity, 0)
                limit :limit
                """);
    }

    @Bean
    InvariantCheck fatesAgree() {
        return InvariantCheck.sql(
                "fates-agree",
                "Allocated, picked, packed and shipped units of an order line are those its fulfilments count.",
                """
                select r.order_id || ' line ' || r.line_no as subject,
                       format('line %s/%s/%s/%s, fulfilments %s/%s/%s/%s', r.allocated, r.picked, r.packed, r.shipped,
                              coalesce(s.allocated, 0), coalesce(s.picked, 0), coalesce(s.packed, 0), coalesce(s.shipped, 0)) as detail
                from reservation r
                left join (
                  select order_id, line_no, item_id, sum(allocated) as allocated, sum(picked) as picked, sum(packed) as packed, sum(shipped) as shipped,
                         sum(quantity - allocated - picked - packed - shipped - dropped) as planned
                  from site_reservation
                  group by order_id, line_no, item_id
                ) s on s.order_id = r.order_id and s.line_no = r.line_no and s.item_id = r.item_id
                where r.allocated <> coalesce(s.allocated, 0) or r.picked <> coalesce(s.picked, 0) or r.packed <> coalesce(s.packed, 0)
                or r.shipped <> coalesce(s.shipped, 0) or r.reserved < coalesce(s.planned, 0)
                limit :limit
                """);
    }

    @Bean
    InvariantCheck oneFatePerUnit() {
        return InvariantCheck.sql("one-fate-per-unit", "Every unit of every order line has exactly one fate.", """
                select r.order_id || ' line ' || r.line_no as subject, 'wanted ' || r.quantity || ', counters add up to ' ||
                       (backordered + reserved + allocated + picked + packed + shipped + cancelled + fulfilled_elsewhere) as detail
                from reservation r
                where r.quantity <> backordered + reserved + allocated + picked + packed + shipped + cancelled + fulfilled_elsewhere
                limit :limit
                """);
    }
}

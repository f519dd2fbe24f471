package wharf.fire;

import java.util.List;

/**
 * How one row is damaged so that one rule breaks and no other.
 *
 * @param check the invariant check that has to report it
 * @param row selects the text that names the row
 * @param damage statements in which {@code %s} is that text
 */
record Corruption(String check, String row, List<String> damage) {
    private Corruption(String check, String row, String... damage) {
        this(check, row, List.of(damage));
    }

    @Override
    public String toString() {
        return check;
    }

    /** One for each invariant check. */
    static List<Corruption> all() {
        return List.of(
                new Corruption(
                        "balance-equals-ledger",
                        "select b.place_id || ', ' || b.item_id from balance b join place p on p.id = b.place_id where p.kind = 'BIN' limit 1",
                        """
                        insert into movement (occurred_at, merchant_id, item_id, from_place, from_condition, to_place, to_condition, quantity, reason, actor)
                        select now(), b.merchant_id, b.item_id, s.id, 'SELLABLE', b.place_id, 'SELLABLE', 1, 'test', 'test'
                        from balance b, place s
                        where s.kind = 'SUPPLIER' and b.place_id || ', ' || b.item_id = '%s'
                        """),
                new Corruption(
                        "item-stock-equals-balances",
                        "select item_id::text from item_stock limit 1",
                        "update item_stock set on_hand = on_hand + 1 where item_id = '%s'"),
                new Corruption(
                        "reserved-equals-reservations",
                        "select item_id::text from item_stock where reserved < on_hand limit 1",
                        "update item_stock set reserved = reserved + 1 where item_id = '%s'"),
                new Corruption(
                        "site-reserved-equals-commitments",
                        "select item_id || ' at ' || warehouse_id from site_stock where reserved < on_hand limit 1",
                        "update site_stock set reserved = reserved + 1 where item_id || ' at ' || warehouse_id = '%s'"),
                new Corruption(
                        "allocations-equal-bound",
                        "select b.place_id || ', ' || b.item_id from balance b join place p on p.id = b.place_id"
                                + " where p.kind = 'BIN' and b.allocated < b.quantity limit 1",
                        "update balance set allocated = allocated + 1 where place_id || ', ' || item_id = '%s'"),
                new Corruption(
                        "fates-agree",
                        "select order_id || ' line ' || line_no from reservation where allocated > 0 limit 1",
                        "update reservation set allocated = allocated - 1, picked = picked + 1 where order_id || ' line ' || line_no = '%s'"),
                new Corruption(
                        "one-fate-per-unit",
                        "select order_id || ' line ' || line_no from reservation limit 1",
                        "alter table reservation drop constraint one_fate_per_unit",
                        "update reservation set quantity = quantity + 1 where order_id || ' line ' || line_no = '%s'"),
                new Corruption(
                        "captured-within-authorised",
                        "select reference || ' tender ' || number from tender where captured_minor > 0 limit 1",
                        "alter table tender drop constraint captured_within_amount",
                        "update tender set amount_minor = captured_minor - 1 where reference || ' tender ' || number = '%s'"),
                new Corruption(
                        "refunded-within-captured",
                        "select reference || ' tender ' || tender_number from payment_attempt where kind = 'REFUND' limit 1",
                        "alter table tender drop constraint refunded_within_captured",
                        "update tender set refunded_minor = refunded_minor + 90000 where reference || ' tender ' || number = '%s'",
                        "update sandbox_psp_operation o set amount_minor = o.amount_minor + 90000 from payment_attempt a"
                                + " where a.key = o.key and a.kind = 'REFUND' and a.reference || ' tender ' || a.tender_number = '%s'",
                        "update payment_attempt set amount_minor = amount_minor + 90000"
                                + " where kind = 'REFUND' and reference || ' tender ' || tender_number = '%s'"),
                new Corruption(
                        "tender-totals-equal-journal",
                        "select reference || ' tender ' || number from tender where refunded_minor > 0 limit 1",
                        "update tender set refunded_minor = refunded_minor - 1 where reference || ' tender ' || number = '%s'"),
                new Corruption(
                        "sandbox-books-equal-journal",
                        "select key from sandbox_psp_operation where kind = 'REFUND' limit 1",
                        "update sandbox_psp_operation set amount_minor = amount_minor + 1 where key = '%s'"),
                new Corruption(
                        "unknown-payments-are-asked-about",
                        "select key from payment_attempt where kind = 'REFUND' limit 1",
                        "update tender t set refunding_minor = a.amount_minor, refunded_minor = t.refunded_minor - a.amount_minor"
                                + " from payment_attempt a where a.tender_id = t.id and a.key = '%s'",
                        "update payment_attempt set state = 'UNKNOWN', settled_at = null where key = '%s'"),
                new Corruption(
                        "unpaid-checkouts-end",
                        "select id::text from orders where state = 'IN_FULFILMENT' limit 1",
                        "insert into cart (id, merchant_id, reference, currency, language, created_at, touched_at, order_id)"
                                + " select id, merchant_id, 'STRAYCART', 'USD', 'en', now(), now(), id from orders where id = '%s'",
                        "update orders set state = 'AWAITING_PAYMENT' where id = '%s'"),
                new Corruption(
                        "parked-message-became-its-order",
                        "select id::text from orders limit 1",
                        "insert into parked_message (id, merchant_id, channel, external_id, raw, problems, received_at)"
                                + " select id, merchant_id, 'web', 'STRAY', '{}', '[]', now() from orders where id = '%s'"),
                new Corruption(
                        "promises-belong-to-their-order",
                        "select id::text from orders limit 1",
                        "insert into promise (merchant_id, channel, external_id, order_id, deliver_by, ship_by, service, currency, price_minor, source, made_at)"
                                + " select merchant_id, 'web', 'STRAY', id, current_date, now(), 'GROUND', 'USD', 0, 'CHECKOUT', now()"
                                + " from orders where id = '%s'"),
                new Corruption(
                        "labels-match-the-carriers-books",
                        "select 'label:stray:1'",
                        "insert into demo_carrier_label (reference, merchant_id, tracking, service, postage_minor, currency, sold_at)"
                                + " select '%s', merchant_id, 'STRAY', 'GROUND', 1, 'USD', now() from parcel limit 1"),
                new Corruption(
                        "labelled-parcels-have-one-label",
                        "select id::text from parcel where state = 'LABELLED' limit 1",
                        "update demo_carrier_label set voided_at = now() where reference = (select reference from label where parcel_id = '%s')",
                        "update label set state = 'VOIDED', voided_at = now() where parcel_id = '%s'"),
                new Corruption(
                        "shipped-parcels-are-on-a-manifest",
                        "select id::text from parcel where state = 'SHIPPED' limit 1",
                        "delete from manifest_parcel where parcel_id = '%s'"),
                new Corruption(
                        "parcels-are-where-their-events-say",
                        "select id::text from parcel where state = 'SHIPPED' limit 1",
                        "update parcel set state = 'LOST' where id = '%s'"),
                new Corruption(
                        "no-parcel-is-forgotten",
                        "select parcel_id::text from parcel_journey where ended_at is null limit 1",
                        "insert into delivery_look (looked_at) values (now() + interval '1 hour')"
                                + " on conflict (only_row) do update set looked_at = excluded.looked_at",
                        "update parcel_journey set deliver_by = date '2020-01-01' where parcel_id = '%s'"),
                new Corruption(
                        "no-decision-is-forgotten",
                        "select p.id::text from parcel p where p.state = 'SHIPPED' limit 1",
                        "insert into delivery_case (id, merchant_id, order_id, parcel_id, reason, text, opened_by, opened_at, state, decision, payer,"
                                + " because, decided_at, decided_by) select p.id, p.merchant_id, l.order_id, p.id, 'DAMAGED', 'x', 'OPERATOR', now(),"
                                + " 'DECIDED', 'RESHIP', 'OPERATOR', 'x', now(), 'x' from parcel p join parcel_line l on l.parcel_id = p.id"
                                + " where p.id = '%s' limit 1"),
                new Corruption(
                        "postage-adds-up",
                        "select label_id::text from postage_share limit 1",
                        "update postage_share set amount_minor = amount_minor + 1 where label_id = '%s'"),
                new Corruption(
                        "scans-are-in-their-carton",
                        "select carton_id || ', ' || item_id from pack_scan where parcel_id is null and ended is null limit 1",
                        "update pack_scan set quantity = quantity + 1 where carton_id || ', ' || item_id = '%s'"),
                new Corruption(
                        "finished-sessions-leave-nothing",
                        "select id::text from pack_session where closed_at is null limit 1",
                        "update pack_session set closed_at = now() where id = '%s'"),
                new Corruption(
                        "verified-parcels-hold-their-scans",
                        "select parcel_id::text from pack_scan where parcel_id is not null limit 1",
                        "update pack_scan set quantity = quantity + 1 where parcel_id = '%s'"),
                new Corruption(
                        "open-picks-are-bound",
                        "select fulfilment_id::text from pick_task where state = 'OPEN' limit 1",
                        "update pick_task set quantity = quantity + 1 where state = 'OPEN' and fulfilment_id = '%s'"),
                new Corruption(
                        "tote-units-have-owner",
                        "select a.place_id::text from allocation a join place p on p.id = a.place_id where p.kind = 'TOTE' and not a.orphaned limit 1",
                        "update balance set allocated = 0 where place_id = '%s'",
                        "delete from allocation where place_id = '%s'"),
                new Corruption(
                        "unwanted-units-have-put-back",
                        "select fulfilment_id::text from put_back where done_at is null limit 1",
                        "update put_back set quantity = quantity + 1 where fulfilment_id = '%s'"),
                new Corruption(
                        "picks-are-scans",
                        "select task_id::text from pick_scan where undone_at is null limit 1",
                        "update pick_scan set quantity = quantity + 1 where task_id = '%s'"),
                new Corruption(
                        "batches-end",
                        "select batch_id::text from pick_task where state = 'OPEN' limit 1",
                        "update pick_batch set state = 'DONE', lease_until = null where id = '%s'"),
                new Corruption(
                        "drawn-bins-are-bins",
                        "select place_id::text from tote limit 1",
                        "insert into floor_zone (id, warehouse_id, code, name) select place_id, warehouse_id, 'Z', 'Zone' from tote where place_id = '%s'",
                        "insert into aisle (warehouse_id, number, code, zone_id, x_mm) select warehouse_id, 1, 'A', id, 0 from floor_zone where id = '%s'",
                        "insert into bin_geometry (place_id, warehouse_id, aisle, bay, level, side, x_mm, y_mm, width_mm, depth_mm)"
                                + " select place_id, warehouse_id, 1, 1, 1, 'LEFT', 0, 0, 1, 1 from tote where place_id = '%s'"),
                new Corruption(
                        "totes-are-totes",
                        "select place_id::text from tote limit 1",
                        "update tote set code = 'ANOTHER' where place_id = '%s'"),
                new Corruption(
                        "returned-within-shipped",
                        "select order_id || ' line ' || line_no from rma_claim where claimed < shipped limit 1",
                        "update rma_claim set claimed = claimed + 1 where order_id || ' line ' || line_no = '%s'"),
                new Corruption(
                        "returned-units-were-counted",
                        "select rma_id || ' line ' || line_no from rma_count limit 1",
                        "update rma_count set quantity = quantity + 1 where rma_id || ' line ' || line_no = '%s'"),
                new Corruption(
                        "return-refunds-within-value",
                        "select order_id::text from rma_settlement where refunded_minor > 0 limit 1",
                        "update rma_settlement set goods_minor = goods_minor + 1, amount_minor = amount_minor + 1, paying_minor = paying_minor + 1,"
                                + " refunded_minor = refunded_minor + 1 where order_id = '%s'"),
                new Corruption("ledger-took-what-was-counted", "select item_id::text from rma_component limit 1", """
                        insert into movement (occurred_at, merchant_id, item_id, from_place, from_condition, to_place, to_condition, quantity, reason, actor)
                        select now(), i.merchant_id, i.id, c.id, 'QUARANTINED', s.id, 'QUARANTINED', 1, 'returned', 'test'
                        from item i, place c, place s
                        where c.kind = 'CUSTOMER' and s.kind = 'SCRAP' and i.id = '%s'
                        """),
                new Corruption(
                        "every-answer-is-told-once",
                        "select id::text from orders where state = 'SHIPPED' limit 1",
                        "insert into survey (order_id, merchant_id, delivered_at, due_at, state, settled_at, expires_at)"
                                + " select id, merchant_id, now(), now(), 'SENT', now(), now() from orders where id = '%s'",
                        "insert into survey_answer (order_id, kind, merchant_id, score, answered_at, attention)"
                                + " select id, 'NPS', merchant_id, 9, now(), 'NONE' from orders where id = '%s'"),
                new Corruption(
                        "no-order-is-forgotten",
                        "select id::text from orders where state = 'SHIPPED' limit 1",
                        "update orders set state = 'ACCEPTED' where id = '%s'"),
                new Corruption(
                        "figures-equal-facts",
                        "select merchant_id::text from insight_day where orders_placed > 0 limit 1",
                        "update insight_day set orders_placed = orders_placed + 1 where ctid = (select ctid from insight_day"
                                + " where orders_placed > 0 and merchant_id = '%s' limit 1)"),
                new Corruption(
                        "labour-adds-up",
                        "select person from insight_labour where seconds > 0 limit 1",
                        "update insight_labour set seconds = seconds + 1 where ctid = (select ctid from insight_labour"
                                + " where seconds > 0 and person = '%s' limit 1)"),
                new Corruption(
                        "rows-are-in-their-partition",
                        "select 'fact 2199-01'",
                        "insert into fact (recorded_at, occurred_at, root, subject_kind, subject, type, actor_kind, actor)"
                                + " values ('2199-01-15', now(), gen_random_uuid(), 'test', gen_random_uuid(), '%s', 'test', 'test')"));
    }
}

package wharf.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wharf.testing.Scenery.all;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import wharf.merchant.Merchants;
import wharf.picking.BatchView;
import wharf.picking.PickBatches;
import wharf.picking.PickScan;
import wharf.picking.Picks;
import wharf.picking.PutBacks;
import wharf.platform.BusinessClock;
import wharf.platform.WorkEngine;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;
import wharf.testing.Floor;
import wharf.testing.Postgres;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;
import wharf.warehouse.LayoutSpec;
import wharf.warehouse.Layouts;
import wharf.warehouse.Tote;
import wharf.warehouse.Totes;

/** Practice goes the way of all orders, apart from all others, and leaves nothing behind. */
@WharfTest
class PracticeOrdersTest {
    private static final int TOTES = 12;

    @Autowired
    PracticeOrders practice;

    @Autowired
    PracticeEndStep step;

    @Autowired
    PutBacks putBacks;

    @Autowired
    Floor floor;

    @Autowired
    PickBatches batches;

    @Autowired
    Picks picks;

    @Autowired
    Layouts layouts;

    @Autowired
    Totes totes;

    @Autowired
    Merchants merchants;

    @Autowired
    WorkEngine engine;

    @Autowired
    BusinessClock clock;

    @Autowired
    Scenery scenery;

    @Autowired
    JdbcClient jdbc;

    @DynamicPropertySource
    static void alone(DynamicPropertyRegistry registry) {
        Postgres.properties(Postgres.newDatabase()).forEach((name, value) -> registry.add(name, () -> value));
    }

    @Test
    void orders_to_practise_on_come_when_they_are_asked_for_and_are_cleared_away_when_they_are_done() {
        var site = scenery.site(false);
        var free = laidOut(site);

        all(() -> {
            practice.need(site);
            return site;
        });
        need(site);

        assertThat(all(() -> batches.claim(site))).isEmpty();
        var batch = all(() -> batches.claim(site, true)).orElseThrow();
        var view = pick(batch, free);
        assertThat(view.state()).isEqualTo(BatchView.State.DONE);
        assertThat(view.slots()).hasSize(4);
        assertThat(bills()).isZero();
        assertThat(all(() -> batches.claim(site, true))).isEmpty();

        clock.advance(Duration.ofHours(1));
        need(site);

        assertThat(scenery.filledTotes(site)).isEmpty();
        var used = view.slots().stream()
                .map(BatchView.Slot::tote)
                .map(Objects::requireNonNull)
                .toList();
        assertThat(all(() -> totes.free(site, 100)).stream().map(Tote::code)).containsAll(used);
        assertThat(all(() -> batches.claim(site, true))).isPresent();
        assertThat(all(() -> merchants.all())).filteredOn(one -> one.training()).hasSize(1);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void a_cart_that_is_left_lying_is_cleared_away_by_itself_and_its_totes_are_free() {
        var site = farAway();
        var free = laidOut(site);
        need(site);
        need(site);
        var batch = all(() -> batches.claim(site, true)).orElseThrow();
        loaded(batch, free);
        pickNext(batch);

        clock.advance(Duration.ofHours(1));
        assertThat(all(() -> step.run(List.of(site.value()))).later()).hasSize(1);
        assertThat(all(() -> batches.view(batch)).state()).isEqualTo(BatchView.State.PICKING);
        scenery.inTransaction(
                () -> jdbc.sql("update pick_batch set lease_until = now() - interval '31 minutes' where id = :batch")
                        .param("batch", batch)
                        .update());
        assertThat(all(() -> step.run(List.of(site.value()))).later()).isEmpty();
        engine.drain();

        assertThat(all(() -> batches.view(batch)).state()).isEqualTo(BatchView.State.DONE);
        assertThat(all(() -> totes.free(site, 100))).hasSize(TOTES);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void where_people_release_by_hand_practice_needs_nobody_and_no_carrier_sells_a_label_for_it() {
        var site = scenery.site(true);
        scenery.releaseByHand(site);
        var free = laidOut(site);
        need(site);
        assertThat(all(() -> batches.claim(site, true))).isEmpty();

        need(site);
        var batch = all(() -> batches.claim(site, true)).orElseThrow();
        pick(batch, free);
        engine.drain();
        assertThat(floor.pack(site)).isEmpty();

        assertThat(count("select count(*) from parcel p where p.state = 'PACKED'"))
                .isPositive();
        assertThat(count("select count(*) from label")).isZero();
        assertThat(count("select count(*) from demo_carrier_label")).isZero();
        clock.advance(Duration.ofHours(1));
        assertThat(all(() -> step.run(List.of(site.value()))).later()).isEmpty();
        engine.drain();
        assertThat(all(() -> putBacks.open(site, true, null, 100))).isEmpty();
        assertThat(all(() -> totes.free(site, 100))).hasSize(TOTES);
        assertThat(bills()).isZero();
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void a_site_without_aisles_is_no_place_to_practise() {
        var site = scenery.site(true);

        assertThatThrownBy(() -> all(() -> {
                    practice.need(site);
                    return site;
                }))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        no -> assertThat(no.problems().getFirst().code()).isEqualTo("no-layout"));
    }

    /** Where no other test's site is the nearer one. */
    private WarehouseId farAway() {
        var site = scenery.site(true);
        scenery.inTransaction(() -> jdbc.sql("""
                        update warehouse
                        set city = 'Seattle', region = 'WA', postcode = '98101', latitude = 47.6062, longitude = -122.3321,
                            time_zone = 'America/Los_Angeles'
                        where id = :site
                        """).param("site", site.value()).update());
        return site;
    }

    private ArrayDeque<Tote> laidOut(WarehouseId site) {
        return new ArrayDeque<>(all(() -> {
            layouts.build(site, LayoutSpec.of(3, 6, 1));
            return totes.create(site, TOTES);
        }));
    }

    private void need(WarehouseId site) {
        all(() -> {
            practice.need(site);
            return site;
        });
        engine.drain();
    }

    private BatchView pick(UUID batch, ArrayDeque<Tote> free) {
        var view = loaded(batch, free);
        while (view.next().task() != null) view = pickNext(batch);
        return view;
    }

    private BatchView loaded(UUID batch, ArrayDeque<Tote> free) {
        var view = all(() -> batches.view(batch));
        while (view.next().action() == BatchView.Next.Action.TOTE)
            view = all(() -> batches.assignTote(batch, null, free.pop().code()));
        return view;
    }

    private BatchView pickNext(UUID batch) {
        var task = Objects.requireNonNull(all(() -> batches.view(batch)).next().task());
        all(() -> picks.pick(
                new PickScan(UUID.randomUUID(), task.id(), task.binCode(), task.sku(), task.left(), task.tote())));
        return all(() -> batches.view(batch));
    }

    private long bills() {
        return count("select count(*) from billable_act");
    }

    private long count(String sql) {
        return scenery.inTransaction(() -> jdbc.sql(sql).query(Long.class).single());
    }
}

package wharf.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wharf.testing.Scenery.all;

import java.time.Duration;
import java.util.ArrayDeque;
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
import wharf.platform.BusinessClock;
import wharf.platform.WorkEngine;
import wharf.shared.Refusal;
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
    @Autowired
    PracticeOrders practice;

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
        var free = new ArrayDeque<>(all(() -> {
            layouts.build(site, LayoutSpec.of(3, 6, 1));
            return totes.create(site, 12);
        }));

        all(() -> {
            practice.need(site);
            practice.need(site);
            return site;
        });
        engine.drain();

        assertThat(all(() -> batches.claim(site))).isEmpty();
        var batch = all(() -> batches.claim(site, true)).orElseThrow();
        var view = pick(batch, free);
        assertThat(view.state()).isEqualTo(BatchView.State.DONE);
        assertThat(view.slots()).hasSize(4);
        assertThat(bills()).isZero();
        assertThat(all(() -> batches.claim(site, true))).isEmpty();

        clock.advance(Duration.ofHours(1));
        all(() -> {
            practice.need(site);
            return site;
        });
        engine.drain();

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

    private BatchView pick(UUID batch, ArrayDeque<Tote> free) {
        var view = all(() -> batches.view(batch));
        while (view.next().action() == BatchView.Next.Action.TOTE)
            view = all(() -> batches.assignTote(batch, null, free.pop().code()));
        while (view.next().task() != null) {
            var task = Objects.requireNonNull(view.next().task());
            all(() -> picks.pick(
                    new PickScan(UUID.randomUUID(), task.id(), task.binCode(), task.sku(), task.left(), task.tote())));
            view = all(() -> batches.view(batch));
        }
        return view;
    }

    private long bills() {
        return scenery.inTransaction(() ->
                jdbc.sql("select count(*) from billable_act").query(Long.class).single());
    }
}

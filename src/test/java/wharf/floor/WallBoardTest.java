package wharf.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.fulfilment.FlowBoard;
import wharf.identity.NewUser;
import wharf.identity.User;
import wharf.identity.Users;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.picking.PickBatches;
import wharf.platform.Context;
import wharf.platform.WorkEngine;
import wharf.shared.Actor;
import wharf.shared.Lane;
import wharf.shared.MerchantId;
import wharf.shared.Role;
import wharf.shared.Scope;
import wharf.shared.WarehouseId;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;
import wharf.warehouse.Warehouses;

/** What the large display says of one site. */
@WharfTest
class WallBoardTest {
    private static final int MORE_THAN_ARE_SHOWN = 14;

    @Autowired
    WallBoard board;

    @Autowired
    Scenery scenery;

    @Autowired
    OrderIntake intake;

    @Autowired
    WorkEngine engine;

    @Autowired
    PickBatches batches;

    @Autowired
    WorkHours hours;

    @Autowired
    Users users;

    @Autowired
    Warehouses warehouses;

    @Autowired
    JdbcClient jdbc;

    private MerchantId merchant;
    private WarehouseId florida;
    private WarehouseId arizona;

    @BeforeEach
    void twoSites() {
        merchant = scenery.merchant();
        florida = scenery.site(false);
        arizona = scenery.site(true);
        scenery.receive(merchant, scenery.item(merchant, "MUG"), scenery.bin(florida, "A-01"), 100);
        scenery.receive(merchant, scenery.item(merchant, "TEE"), scenery.bin(arizona, "A-01"), 100);
    }

    @Test
    void the_cut_offs_of_a_busy_site_do_not_push_those_of_another_off_its_wall() {
        IntStream.range(0, MORE_THAN_ARE_SHOWN).forEach(n -> order("MUG"));
        order("TEE");
        scenery.inTransaction(() -> jdbc.sql("""
                        update fulfilment f
                        set ship_by = now() - make_interval(days => 400, mins => o.n::integer)
                        from (select id, row_number() over (order by id) as n from fulfilment where warehouse_id = :site) o
                        where f.id = o.id
                        """).param("site", florida.value()).update());

        assertThat(wall(arizona).cutOffs()).singleElement().satisfies(cutOff -> {
            assertThat(cutOff.left()).isEqualTo(1);
            assertThat(cutOff.outlook()).isNotEqualTo(FlowBoard.Outlook.MISSED);
        });
        assertThat(wall(florida).cutOffs())
                .hasSizeLessThan(MORE_THAN_ARE_SHOWN)
                .allMatch(cutOff -> cutOff.outlook() == FlowBoard.Outlook.MISSED);
    }

    @Test
    void who_is_clocked_in_and_has_a_cart_is_there_once_and_who_practises_has_none() {
        order("MUG");
        var ana = staff("Ana");
        var ben = staff("Ben");
        as(ana).run(() -> hours.clockIn(florida));
        as(ana).run(() -> batches.claim(florida));
        as(ben).run(() -> hours.clockIn(florida));

        var people = wall(florida).people();

        assertThat(people).extracting(WallBoard.Person::name).containsExactly("Ana", "Ben");
        assertThat(people.getFirst().bin()).isEqualTo("A-01");
        assertThat(people.getFirst().startedAt()).isNotNull();
        assertThat(people.getLast().picks()).isFalse();
        assertThat(wall(florida).queue().picking() + wall(florida).queue().waiting())
                .isEqualTo(1);
        scenery.inTransaction(() -> jdbc.sql("update pick_batch set training = true where warehouse_id = :site")
                .param("site", florida.value())
                .update());
        assertThat(wall(florida).people()).noneMatch(WallBoard.Person::picks);
        assertThat(wall(arizona).people()).isEmpty();
    }

    private WallBoard.Wall wall(WarehouseId site) {
        return all(() -> board.of(warehouses.get(site)));
    }

    private void order(String sku) {
        all(() -> intake.take(List.of(Scenery.order(merchant, NewOrder.Shortage.REFUSE, sku, 1))));
        engine.drain();
    }

    private User staff(String name) {
        return Objects.requireNonNull(all(() -> users.create(new NewUser(
                UUID.randomUUID() + "@example.org", name, Role.FLOOR_WORKER, null, "correct horse battery"))));
    }

    private static Context as(User person) {
        return new Context(Scope.ALL, new Actor(Actor.Kind.USER, person.email(), "user:" + person.id()), Lane.SCREEN);
    }
}

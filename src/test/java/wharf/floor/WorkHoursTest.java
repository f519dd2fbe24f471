package wharf.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.identity.NewUser;
import wharf.identity.User;
import wharf.identity.Users;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Facts;
import wharf.shared.Actor;
import wharf.shared.Lane;
import wharf.shared.Refusal;
import wharf.shared.Role;
import wharf.shared.Scope;
import wharf.shared.WarehouseId;
import wharf.testing.WharfTest;
import wharf.warehouse.NewWarehouse;
import wharf.warehouse.Warehouses;

@WharfTest
class WorkHoursTest {
    @Autowired
    WorkHours hours;

    @Autowired
    Users users;

    @Autowired
    Warehouses warehouses;

    @Autowired
    Facts facts;

    @Autowired
    BusinessClock clock;

    private WarehouseId site;
    private User ana;

    @BeforeEach
    void somebodyAndASite() {
        site = site();
        ana = Context.background("test")
                .call(() -> users.create(new NewUser(
                        UUID.randomUUID() + "@example.org", "Ana", Role.FLOOR_WORKER, null, "correct horse battery")));
    }

    @Test
    void people_clock_in_once_and_out_once_and_it_is_a_fact() {
        var in = as(ana).call(() -> hours.clockIn(site));
        assertThat(as(ana).call(() -> hours.clockIn(site)).id()).isEqualTo(in.id());

        var out = as(ana).call(() -> hours.clockOut());

        assertThat(out.endedAt()).isNotNull();
        refused("not-clocked-in", () -> hours.clockOut());
        assertThat(as(ana).call(() -> facts.timeline(ana.id(), 0, 50)))
                .extracting(Facts.Entry::type)
                .contains("labour.clocked_in", "labour.clocked_out");
    }

    @Test
    void nobody_works_at_two_sites_at_once() {
        as(ana).call(() -> hours.clockIn(site));
        var elsewhere = site();

        refused("clocked-in-elsewhere", () -> hours.clockIn(elsewhere));
    }

    @Test
    void programs_do_not_clock_in() {
        var program =
                new Context(Scope.ALL, new Actor(Actor.Kind.TOKEN, "Robot", "token:" + UUID.randomUUID()), Lane.SCREEN);

        assertThatThrownBy(() -> program.call(() -> hours.clockIn(site)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        no -> assertThat(no.problems().getFirst().code()).isEqualTo("not-a-person"));
    }

    @Test
    void clocking_in_on_many_devices_at_once_opens_one_period() throws Exception {
        var start = new CyclicBarrier(8);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = IntStream.range(0, 8)
                    .mapToObj(n -> threads.submit(() -> {
                        start.await();
                        try {
                            return as(ana).call(() -> hours.clockIn(site)).id();
                        } catch (Refusal another) {
                            return null;
                        }
                    }))
                    .toList();
            for (var one : running) one.get();
        }

        var now = clock.instant();
        assertThat(list(now)).hasSize(1);
    }

    @Test
    void a_manager_corrects_a_period_and_what_it_was_stays() {
        var period = as(ana).call(() -> hours.clockIn(site));
        var now = clock.instant();
        var start = now.minus(Duration.ofHours(5));
        var end = now.minus(Duration.ofHours(1));

        var corrected = as(ana).call(
                        () -> hours.correct(period.id(), new WorkHours.Correction(start, end, "Forgot to clock in")));

        assertThat(corrected.minutes()).isEqualTo(240);
        assertThat(as(ana).call(() -> hours.changes(period.id())))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.reason()).isEqualTo("Forgot to clock in");
                    assertThat(change.wasStartedAt()).isEqualTo(period.startedAt());
                    assertThat(change.wasEndedAt()).isNull();
                });
        assertThat(as(ana).call(() -> hours.worked(site, start.minus(Duration.ofHours(1)), now)))
                .singleElement()
                .satisfies(worked -> assertThat(worked.seconds()).isEqualTo(4 * 3600));
        assertThat(as(ana).call(() -> hours.worked(site, start.plus(Duration.ofHours(3)), now)))
                .singleElement()
                .satisfies(worked -> assertThat(worked.seconds()).isEqualTo(3600));
    }

    @Test
    void what_cannot_have_been_is_refused() {
        var first = as(ana).call(() -> hours.clockIn(site));
        var now = clock.instant();
        as(ana).call(() -> hours.correct(
                first.id(),
                new WorkHours.Correction(
                        now.minus(Duration.ofHours(8)), now.minus(Duration.ofHours(4)), "Was here in the morning")));
        var second = as(ana).call(() -> hours.clockIn(site));

        refused(
                "overlaps",
                () -> hours.correct(
                        second.id(), new WorkHours.Correction(now.minus(Duration.ofHours(5)), null, "Earlier")));
        refused(
                "in-the-future",
                () -> hours.correct(
                        second.id(), new WorkHours.Correction(now.plus(Duration.ofHours(5)), null, "Later")));
        refused(
                "ends-before-start",
                () -> hours.correct(
                        second.id(), new WorkHours.Correction(now, now.minus(Duration.ofHours(1)), "Backwards")));
        refused(
                "too-long",
                () -> hours.correct(
                        second.id(), new WorkHours.Correction(now.minus(Duration.ofHours(30)), null, "For ever")));
        refused(
                "too-long-ago",
                () -> hours.correct(
                        second.id(), new WorkHours.Correction(Instant.MIN, Instant.MIN.plusSeconds(60), "Long ago")));
        refused("required", () -> hours.correct(second.id(), new WorkHours.Correction(now, null, " ")));
    }

    private List<WorkPeriod> list(Instant now) {
        return as(ana).call(() -> hours.list(site, now.minus(Duration.ofHours(12)), now.plus(Duration.ofHours(1))));
    }

    private void refused(String code, java.util.concurrent.Callable<?> what) {
        assertThatThrownBy(() -> as(ana).call(what::call))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        no -> assertThat(no.problems().getFirst().code()).isEqualTo(code));
    }

    private WarehouseId site() {
        var code = "H-" + UUID.randomUUID().toString().substring(24).toUpperCase(java.util.Locale.ROOT);
        return Context.background("test")
                .call(() -> warehouses.create(new NewWarehouse(
                        code.substring(0, 12),
                        "Hours",
                        "1 Test Road",
                        "Fort Myers",
                        "FL",
                        "33901",
                        "US",
                        26.64,
                        -81.87,
                        "America/New_York",
                        null,
                        null)));
    }

    private static Context as(User person) {
        return new Context(Scope.ALL, new Actor(Actor.Kind.USER, person.email(), "user:" + person.id()), Lane.SCREEN);
    }
}

package wharf.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import wharf.messaging.Messages;
import wharf.platform.BusinessClock;
import wharf.platform.Facts;
import wharf.testing.Couriers;
import wharf.testing.Couriers.Sent;
import wharf.testing.Postgres;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** Late and stuck parcels; moves the clock, and so has a database of its own. */
@WharfTest
class WatchTest {
    @LocalServerPort
    int port;

    @Autowired
    Couriers couriers;

    @Autowired
    Scenery scenery;

    @Autowired
    Watch watch;

    @Autowired
    Troubles troubles;

    @Autowired
    Messages messages;

    @Autowired
    Facts facts;

    @Autowired
    BusinessClock clock;

    @Autowired
    JdbcClient jdbc;

    @DynamicPropertySource
    static void alone(DynamicPropertyRegistry registry) {
        Postgres.properties(Postgres.newDatabase()).forEach((name, value) -> registry.add(name, () -> value));
    }

    @Test
    void a_parcel_past_its_promise_is_noticed_told_of_once_and_forgotten_when_it_arrives() {
        var sent = couriers.sent();
        all(() -> watch.look());
        assertThat(of(sent)).isEmpty();

        pass(Duration.ofDays(8));
        couriers.report(port, sent, "IN_TRANSIT");
        all(() -> watch.look());
        all(() -> watch.look());

        assertThat(of(sent)).extracting(Troubles.Trouble::kind).containsExactly(Troubles.Kind.LATE);
        assertThat(of(sent).getFirst().expectedBy()).isAfter(of(sent).getFirst().promisedBy());
        assertThat(timeline(sent)).containsOnlyOnce("parcel.late");
        assertThat(subjects(sent)).containsOnlyOnce("Your parcel will be late");

        couriers.report(port, sent, "DELIVERED");
        assertThat(of(sent)).isEmpty();
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void what_the_carrier_expects_too_late_is_late_before_the_day_has_come() {
        var sent = couriers.sent();
        var later =
                "{\"id\": \"x\", \"tracking\": \"%s\", \"milestone\": \"EXCEPTION\", \"at\": \"%s\", \"text\": \"Storm\", \"expectedBy\": \"%s\"}"
                        .formatted(
                                sent.tracking(),
                                clock.instant(),
                                clock.instant()
                                        .plus(Duration.ofDays(12))
                                        .toString()
                                        .substring(0, 10));
        couriers.report(port, later);
        all(() -> watch.look());

        assertThat(of(sent)).extracting(Troubles.Trouble::kind).containsExactly(Troubles.Kind.LATE);
        assertThat(subjects(sent)).contains("Your parcel is held up", "Your parcel will be late");
    }

    @Test
    void a_parcel_of_which_nothing_is_heard_is_stuck_until_something_is() {
        var sent = couriers.sent();
        pass(Duration.ofDays(6));
        all(() -> watch.look());
        assertThat(of(sent)).extracting(Troubles.Trouble::kind).contains(Troubles.Kind.STUCK);
        assertThat(timeline(sent)).containsOnlyOnce("parcel.stuck");

        couriers.report(port, sent, "IN_TRANSIT");
        all(() -> watch.look());

        assertThat(of(sent)).extracting(Troubles.Trouble::kind).doesNotContain(Troubles.Kind.STUCK);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void a_late_parcel_that_nobody_noticed_breaks_the_rule() {
        var sent = couriers.sent();
        pass(Duration.ofDays(20));
        all(() -> watch.look());
        scenery.inTransaction(() -> jdbc.sql("update delivery_trouble set ended_at = now() where parcel_id = :parcel")
                .param("parcel", sent.parcel().value())
                .update());

        assertThat(scenery.broken()).anyMatch(line -> line.startsWith("no-parcel-is-forgotten"));
        all(() -> watch.look());
        assertThat(scenery.broken()).isEmpty();
    }

    private void pass(Duration time) {
        all(() -> {
            clock.advance(time);
            return true;
        });
    }

    private List<Troubles.Trouble> of(Sent sent) {
        return all(() -> troubles.open(null, 500)).stream()
                .filter(trouble -> trouble.parcelId().equals(sent.parcel().value()))
                .toList();
    }

    private List<String> timeline(Sent sent) {
        return all(() -> facts.timeline(sent.order().value(), 0, 200)).stream()
                .map(Facts.Entry::type)
                .toList();
    }

    private List<String> subjects(Sent sent) {
        return all(() -> messages.list(sent.order().value(), null, null, 50)).stream()
                .filter(message -> message.channel().toString().equals("EMAIL"))
                .map(message -> message.subject().replaceAll(" \\(order .*", ""))
                .toList();
    }
}

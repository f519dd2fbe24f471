package wharf.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Couriers.event;
import static wharf.testing.Scenery.all;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.messaging.MessageView;
import wharf.messaging.Messages;
import wharf.platform.BusinessClock;
import wharf.testing.Couriers;
import wharf.testing.Couriers.Sent;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** What shoppers are told of their parcels. */
@WharfTest
class NewsTest {
    @LocalServerPort
    int port;

    @Autowired
    Couriers couriers;

    @Autowired
    Scenery scenery;

    @Autowired
    Messages messages;

    @Autowired
    BusinessClock clock;

    @Autowired
    JdbcClient jdbc;

    Sent sent;
    Instant start;

    @BeforeEach
    void anOrderOnItsWay() {
        sent = couriers.sent();
        start = clock.instant().minusSeconds(600);
    }

    @Test
    void the_mail_that_says_it_is_on_its_way_leads_to_the_page() {
        var body = scenery.inTransaction(() -> jdbc.sql(
                        "select body_text from message where root = :root and template = 'ParcelOnItsWay' and channel = 'EMAIL'")
                .param("root", sent.order().value())
                .query(String.class)
                .single());

        assertThat(body)
                .containsPattern("Track your parcel: http://127\\.0\\.0\\.1:\\d+/shop/[a-z0-9]+/track/[\\w-]{75}");
    }

    @Test
    void each_milestone_is_told_once_and_what_is_no_news_not_at_all() {
        couriers.report(port, at(1, "PICKED_UP"));
        couriers.report(port, at(2, "OUT_FOR_DELIVERY"));
        couriers.report(port, at(2, "OUT_FOR_DELIVERY"), at(3, "ATTEMPTED"));
        couriers.report(port, at(4, "OUT_FOR_DELIVERY"));
        couriers.report(port, at(5, "DELIVERED"), at(5, "IN_TRANSIT"));
        couriers.report(port, at(4, "EXCEPTION"));

        assertThat(subjects())
                .containsExactly(
                        "Your parcel was delivered (order " + number() + ")",
                        "Your parcel could not be delivered yet (order " + number() + ")",
                        "Your parcel arrives today (order " + number() + ")");
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void of_two_milestones_heard_together_the_last_is_told() {
        couriers.report(port, at(2, "OUT_FOR_DELIVERY"), at(3, "DELIVERED"));

        assertThat(subjects()).containsExactly("Your parcel was delivered (order " + number() + ")");
    }

    @Test
    void what_comes_back_is_told() {
        couriers.report(port, at(2, "RETURNED_TO_SENDER"));

        assertThat(subjects()).containsExactly("Your parcel came back to us (order " + number() + ")");
    }

    private String at(int minute, String milestone) {
        return event(sent.tracking(), milestone, start.plusSeconds(60L * minute));
    }

    private String number() {
        return scenery.inTransaction(() -> jdbc.sql("select external_id from orders where id = :id")
                .param("id", sent.order().value())
                .query(String.class)
                .single());
    }

    /** Of the news, latest first. */
    private List<String> subjects() {
        return all(() -> messages.list(sent.order().value(), null, null, 50)).stream()
                .filter(message -> message.template().equals("ParcelNews"))
                .filter(message -> message.channel().toString().equals("EMAIL"))
                .map(MessageView::subject)
                .toList();
    }
}

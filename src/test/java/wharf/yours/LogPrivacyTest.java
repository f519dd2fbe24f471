package wharf.yours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wharf.testing.Scenery.all;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import wharf.endpoints.Api;
import wharf.geography.Address;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.platform.WorkEngine;
import wharf.shared.Role;
import wharf.testing.Floor;
import wharf.testing.People;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** Logs are read by more people than orders are: no name, street, address of mail or number of a phone stands in them. */
@WharfTest
@ExtendWith(OutputCaptureExtension.class)
class LogPrivacyTest {
    private static final List<String> PERSONAL =
            List.of("Zebulon", "Quixworth", "Marzipan", "quixworth@", "5557788", "Ring twice at the lilac door");

    @Autowired
    Scenery scenery;

    @Autowired
    OrderIntake intake;

    @Autowired
    WorkEngine engine;

    @Autowired
    Floor floor;

    @Autowired
    People people;

    @Autowired
    Uploads uploads;

    @Autowired
    Mappings mappings;

    @Autowired
    Trials trials;

    @Autowired
    JsonMapper json;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JdbcTemplate jdbcTemplate;

    @LocalServerPort
    int port;

    private static NewOrder zebulons(NewOrder order, String city, String postcode) {
        var address = new Address(
                "Zebulon Quixworth",
                null,
                "77 Marzipan Lane",
                null,
                city,
                "FL",
                postcode,
                "US",
                "+13055557788",
                "zebulon.quixworth@example.com");
        var to = order.to(address);
        return to.with()
                .email("zebulon.quixworth@example.com")
                .note("Ring twice at the lilac door")
                .build();
    }

    /** PostgreSQL's detail quotes the row; the driver would put it into the message, and whoever logs the fault would print it. */
    @Test
    void aFaultOfTheDatabaseQuotesNoRow() {
        var id = wharf.shared.Ids.next();
        assertThatThrownBy(() -> scenery.inTransaction(
                        () -> jdbc.sql("""
                                insert into trial (id, merchant_id, name, state, settings, created_at, created_by, touched_at)
                                values (:id, :id, 'Zebulon Quixworth', 'NO SUCH STATE', '{"to": "77 Marzipan Lane"}', now(), 'x', now())
                                """).param("id", id).update()))
                .satisfies(fault -> assertThat(stackOf(fault))
                        .contains("trial_state_check")
                        .doesNotContain("Failing row")
                        .doesNotContain("Detail:"));
        var trial = scenery.merchant();
        assertThatThrownBy(() -> scenery.inTransaction(() -> jdbcTemplate.batchUpdate(
                        "insert into trial_mapping (merchant_id, signature, columns) values (?, ?, '{}')",
                        List.of(
                                new Object[] {trial.value(), "Zebulon Quixworth"},
                                new Object[] {trial.value(), "Zebulon Quixworth"}))))
                .satisfies(fault -> assertThat(stackOf(fault))
                        .contains("trial_mapping_pkey")
                        .doesNotContain("Zebulon"));
    }

    private static String stackOf(Throwable fault) {
        var text = new StringWriter();
        fault.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void nobodyIsNamedInTheLog(CapturedOutput log) {
        var merchant = scenery.merchant();
        var site = scenery.site(false);
        scenery.receive(merchant, scenery.item(merchant, "CUP"), scenery.bin(site, "A-1"), 5);
        var good = zebulons(Scenery.order(merchant, NewOrder.Shortage.BACKORDER, "CUP", 1), "Miami", "33139");
        var short1 = zebulons(Scenery.order(merchant, NewOrder.Shortage.BACKORDER, "CUP", 9), "Miami", "33139");
        var unknown = zebulons(Scenery.order(merchant, NewOrder.Shortage.REFUSE, "NONE", 1), "Nowhere", "zip");
        var results = all(() -> intake.take(List.of(good, good, short1, unknown)));
        assertThat(results.getFirst()).isInstanceOf(IntakeResult.Accepted.class);
        engine.drain();
        floor.work(site);
        engine.drain();

        var browser = people.signedIn(port, Role.ADMINISTRATOR);
        browser.get("/orders?text=Zebulon");
        browser.get("/orders?text=Zebulon%00&after=x");
        browser.get("/find?text=quixworth@example.com");
        browser.send(
                "POST",
                "/api/v1/orders",
                "{\"orders\": [{\"email\": \"zebulon.quixworth@example.com\", \"shipTo\": {\"name\": 7, \"line1\": \"77 Marzipan Lane\"}]}");
        browser.send("POST", "/api/v1/orders", json.writeValueAsString(Map.of("orders", List.of(unknown))));
        Api.nobody(port).signIn("zebulon.quixworth@example.com", "wrong");

        var csv =
                "order id,order date,sku,name,street,city,zip,country,email,phone,note\n1,no date,CUP,Zebulon Quixworth,77 Marzipan Lane,Miami,33139,US,zebulon.quixworth@example.com,+13055557788,Ring twice at the lilac door\n2,2026-10-01,CUP,Zebulon Quixworth,77 Marzipan Lane,Miami,33139,US,zebulon.quixworth@example.com,+13055557788,\"open\n";
        var trial = all(() -> uploads.take(merchant, List.of(Uploads.Sent.text("Zebulon.csv", csv))));
        all(() -> {
            mappings.run(trial, trials.one(trial).settings(), List.of());
            return true;
        });
        engine.drain();

        assertThat(log.getAll()).doesNotContain(PERSONAL);
    }
}

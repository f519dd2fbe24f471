package wharf.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import wharf.endpoints.Api;
import wharf.platform.WorkEngine;
import wharf.printing.NewPrinter;
import wharf.printing.Printers;
import wharf.printing.SimulatedPages;
import wharf.printing.Stations;
import wharf.shared.Role;
import wharf.shared.WarehouseId;
import wharf.testing.People;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** The wizard, from nothing to a station that prints and weighs. */
@WharfTest
class StationsTest {
    private static final Pattern LINK = Pattern.compile("/device/join/([0-9A-Z-]{19})");

    @LocalServerPort
    int port;

    @Autowired
    Scenery scenery;

    @Autowired
    People people;

    @Autowired
    Stations stations;

    @Autowired
    Printers printers;

    @Autowired
    Devices devices;

    @Autowired
    SimulatedPages pages;

    @Autowired
    WorkEngine engine;

    WarehouseId site;
    Api manager = Api.nobody(0);
    String station = "";

    @BeforeEach
    void aStation() {
        site = scenery.site(false);
        manager = people.signedIn(port, Role.OPERATIONS_MANAGER);
        var created = manager.form("/stations", Map.of("site", site.toString(), "name", "Bench"));
        station = created.headers().firstValue("Location").orElseThrow().replaceFirst("^https?://[^/]+", "");
        assertThat(station).startsWith("/stations/");
    }

    @Test
    void a_station_is_set_up_paired_and_tried() {
        manager.form(station + "/printers", Map.of("name", "Zebra", "kind", "SIMULATED", "media", "LABEL_4X6"));
        manager.form(station + "/scales", Map.of("name", "Scale", "kind", "SIMULATED"));
        var code = LINK.matcher(manager.form(station + "/invitations", Map.of()).body());
        assertThat(code.find()).isTrue();
        var browser = Api.nobody(port);
        assertThat(browser.form("/device/join/" + code.group(1), Map.of()).statusCode())
                .isEqualTo(302);

        var printed = manager.form(station + "/labels", Map.of())
                .headers()
                .firstValue("Location")
                .orElseThrow();
        engine.drain();
        var weighed = manager.form(station + "/weighings", Map.of());

        assertThat(weighed.statusCode()).isEqualTo(302);
        assertThat(manager.get(station).body()).contains("500 g (it is a simulated scale)");
        assertThat(manager.get(printed.replaceFirst("^https?://[^/]+", "").replace("#test", ""))
                        .body())
                .contains("Sent to Zebra");
        assertThat(manager.get("/stations").body()).contains("Zebra").contains("there");
        assertThat(all(() -> devices.all()))
                .anySatisfy(device -> assertThat(device.station()).isEqualTo(id()));
        var printer = all(() -> stations.find(id())).orElseThrow().labelPrinterId();
        assertThat(all(() -> pages.latest(java.util.Objects.requireNonNull(printer), 5)))
                .hasSize(1);
    }

    @Test
    void what_stands_at_another_warehouse_cannot_stand_here() {
        var elsewhere = scenery.site(true);
        var printer = all(() -> printers.add(NewPrinter.simulated(elsewhere, "Far away")));

        manager.form(station + "/equipment", Map.of("labelPrinter", printer.toString()));

        assertThat(all(() -> stations.find(id())).orElseThrow().labelPrinterId())
                .isNull();
        assertThat(manager.get(station).body()).contains("no such printer");
    }

    @Test
    void a_document_printer_is_no_label_printer() {
        var paper = all(() -> printers.add(NewPrinter.simulatedDocuments(site, "Paper")));

        manager.form(station + "/equipment", Map.of("labelPrinter", paper.toString()));

        assertThat(all(() -> stations.find(id())).orElseThrow().labelPrinterId())
                .isNull();
    }

    @Test
    void a_scale_in_the_network_needs_an_address_and_says_so() {
        manager.form(station + "/scales", Map.of("name", "Real", "kind", "NCI"));

        assertThat(manager.get(station).body()).contains("needs host and port");
    }

    @Test
    void a_station_without_a_scale_says_where_to_put_one() {
        manager.form(station + "/weighings", Map.of());

        assertThat(manager.get(station).body()).contains("No scale stands at this station");
    }

    private UUID id() {
        return UUID.fromString(station.substring("/stations/".length()));
    }
}

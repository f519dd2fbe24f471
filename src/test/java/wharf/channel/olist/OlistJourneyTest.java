package wharf.channel.olist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static wharf.testing.Scenery.all;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import wharf.channel.olist.OlistTables.Order;
import wharf.demo.people.Caller;
import wharf.demo.people.FloorRobot;
import wharf.demo.people.Journal;
import wharf.demo.people.Supervisor;
import wharf.identity.ApiTokens;
import wharf.identity.NewApiToken;
import wharf.platform.WorkEngine;
import wharf.shared.Authority;
import wharf.shared.MerchantId;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/**
 * Real orders of a Brazilian marketplace, imported over the API and worked scan by scan by robots that know only what the API shows them: in
 * the end each is shipped, cancelled or parked with a reason. Skipped where the tables are absent.
 */
@WharfTest
@Tag("slow")
class OlistJourneyTest {
    private static final int PEOPLE = 3;
    private static final int ROUNDS = 20;
    private static final int CHANGE_THEIR_MINDS = 3;

    @Autowired
    Scenery scenery;

    @Autowired
    ApiTokens tokens;

    @Autowired
    WorkEngine engine;

    @LocalServerPort
    int port;

    final Journal journal = new Journal();
    Path folder;
    String base;
    MerchantId merchant;
    Caller office;

    @BeforeEach
    void anOffice() {
        folder = Path.of(System.getProperty("wharf.shared.data", "../shared/data"), "orders_olist")
                .toAbsolutePath()
                .normalize();
        assumeTrue(
                Files.exists(folder),
                "Skipped: no order tables at " + folder + "; point the system property wharf.shared.data at them");
        base = "http://127.0.0.1:" + port;
        merchant = scenery.merchant();
        office = new Caller(base, token(Authority.ALL), journal);
    }

    @Test
    void threeHundredRealOrdersOfEveryKindEndShippedCancelledOrParked() {
        everyOrderEnds(300);
    }

    /** All there are; takes some minutes. */
    @Test
    void everyRealOrderEndsShippedCancelledOrParked() {
        everyOrderEnds(Integer.MAX_VALUE);
    }

    private void everyOrderEnds(int most) {
        long start = System.nanoTime();
        var files = OlistFiles.in(folder);
        var tables = files.read();
        var chosen = stratified(tables, most);
        int orders = chosen.size();

        var report = office.must("import", "/api/v1/imports/olist", body(files, chosen));
        engine.drain();
        var manager = new Supervisor(office);
        var south = manager.open(code(), Supervisor.City.SAO_PAULO, 10, 1000);
        var north = manager.open(code(), Supervisor.City.RECIFE, 10, 1000);
        int units = manager.bringBackordered(merchant.toString(), south, north);
        var floors = List.of(floor(south), floor(north));
        int given = giveUpAfterThePick(floors);
        long parcels = workAll(floors);

        var states = states();
        int parked = office.all("look", "/api/v1/parked-messages?limit=200&merchant=" + merchant)
                .size();
        System.out.printf(
                Locale.ROOT,
                "%d orders: %s, %d parked %s; %d units received, %d parcels left; %.1f s; calls %s; mean ms %s%n",
                orders,
                states,
                parked,
                report.path("reasons"),
                units,
                parcels,
                (System.nanoTime() - start) / 1e9,
                journal.calls(),
                journal.meanMs());
        // Their totes hold only what is to be put back: the pack station says so.
        assertThat(given).isEqualTo(CHANGE_THEIR_MINDS);
        assertThat(journal.refusals())
                .hasSizeBetween(given, 2 * given)
                .allSatisfy(
                        refusal -> assertThat(refusal).startsWith("open tote").contains("409"));
        assertThat(journal.calls().get("put back")).isGreaterThanOrEqualTo(given);
        assertThat(states).containsOnlyKeys("SHIPPED", "CANCELLED");
        assertThat(states.get("SHIPPED")).isEqualTo(report.path("toShip").asInt() - given);
        assertThat(states.get("CANCELLED")).isEqualTo(report.path("cancelled").asInt() + given);
        assertThat(parked).isEqualTo(report.path("parked").asInt());
        assertThat(states.values().stream().mapToInt(Integer::intValue).sum() + parked)
                .isEqualTo(orders);
        assertThat(scenery.broken()).isEmpty();
    }

    /** Three shoppers change their minds when all of theirs has been picked; others may still wait for a free tote. */
    private int giveUpAfterThePick(List<FloorRobot> floors) {
        engine.drain();
        floors.forEach(FloorRobot::pick);
        var picked = office.all("look", "/api/v1/orders?limit=200&state=IN_FULFILMENT&merchant=" + merchant).stream()
                .map(order -> order.path("id").asString())
                .filter(this::isPicked)
                .limit(CHANGE_THEIR_MINDS)
                .toList();
        for (var order : picked)
            office.must("cancel", "/api/v1/orders/" + order + "/cancellations", Map.of("reason", "changed her mind"));
        return picked.size();
    }

    private boolean isPicked(String order) {
        return office.mustGet("look", "/api/v1/orders/" + order + "/fulfilments")
                .valueStream()
                .allMatch(fulfilment -> fulfilment.path("state").asString().equals("PICKED"));
    }

    private long workAll(List<FloorRobot> floors) {
        long left = 0;
        for (int round = 0; round < ROUNDS; round++) {
            engine.drain();
            int done = floors.stream()
                    .mapToInt(floor -> floor.pick() + floor.pack())
                    .sum();
            engine.drain();
            int gone = floors.stream().mapToInt(FloorRobot::scanOut).sum();
            engine.drain();
            done += floors.stream().mapToInt(FloorRobot::putBack).sum();
            left += gone;
            if (done + gone == 0) return left;
        }
        throw new AssertionError("the floor is still at work after " + ROUNDS + " rounds");
    }

    /** At least one of each kind (status, lines, means of payment), the rest as they come: ids are random. */
    private static List<Order> stratified(OlistTables tables, int most) {
        var sorted =
                tables.orders().stream().sorted(Comparator.comparing(Order::id)).toList();
        var chosen = new LinkedHashSet<Order>();
        var seen = new HashSet<String>();
        for (var order : sorted) if (seen.add(kind(tables, order))) chosen.add(order);
        for (var order : sorted) if (chosen.size() < most) chosen.add(order);
        return List.copyOf(chosen);
    }

    private static String kind(OlistTables tables, Order order) {
        int lines = Math.min(4, tables.linesOf(order).size());
        var methods = tables.paymentsOf(order).stream()
                .map(OlistTables.Payment::type)
                .distinct()
                .sorted()
                .collect(Collectors.joining("+"));
        return order.status() + " " + lines + " " + methods + " "
                + (tables.paymentsOf(order).size() > 1);
    }

    private Map<String, String> body(OlistFiles files, List<Order> chosen) {
        var ids = chosen.stream().map(Order::id).collect(Collectors.toSet());
        var rows = new ArrayList<String>();
        files.orders()
                .lines()
                .filter(line -> line.startsWith("order_id") || ids.contains(line.substring(0, line.indexOf(','))))
                .forEach(rows::add);
        var body = new HashMap<String, String>();
        body.put("merchant", merchant.toString());
        body.put("orders", String.join("\n", rows));
        body.put("items", files.items());
        body.put("payments", files.payments());
        body.put("customers", files.customers());
        body.put("products", files.products());
        return body;
    }

    private Map<String, Integer> states() {
        var states = new TreeMap<String, Integer>();
        for (JsonNode order : office.all("look", "/api/v1/orders?limit=200&merchant=" + merchant))
            states.merge(order.path("state").asString(), 1, Integer::sum);
        return states;
    }

    private FloorRobot floor(Supervisor.Yard yard) {
        var people = IntStream.range(0, PEOPLE)
                .mapToObj(n -> token(List.of(
                        Authority.FLOOR_WORK,
                        Authority.SHIPPING_WORK,
                        Authority.STOCK_READ,
                        Authority.CATALOG_READ,
                        Authority.ORDERS_READ)))
                .toList();
        return new FloorRobot(base, people, yard.id(), journal);
    }

    private String token(List<String> scopes) {
        return all(() -> tokens.issue(new NewApiToken(Scenery.unique("robot"), scopes, null, null)))
                .secret();
    }

    private static String code() {
        return Scenery.unique("BR").toUpperCase(Locale.ROOT);
    }
}

package wharf.yours;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wharf.testing.Scenery.all;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.catalog.NewItem;
import wharf.order.OrderList;
import wharf.order.OrderSummary;
import wharf.order.ParkedMessages;
import wharf.platform.Turn;
import wharf.platform.WorkEngine;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;
import wharf.shared.Role;
import wharf.testing.People;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;
import wharf.yours.csv.Field;

/** From dropped files to what would have been, and to orders for real. */
@WharfTest
class TrialTest {
    @Autowired
    Scenery scenery;

    @Autowired
    Uploads uploads;

    @Autowired
    Mappings mappings;

    @Autowired
    Trials trials;

    @Autowired
    TrialFiles files;

    @Autowired
    TrialOrders orders;

    @Autowired
    TrialProblems problems;

    @Autowired
    TrialPages pages;

    @Autowired
    TrialStep step;

    @Autowired
    Results results;

    @Autowired
    OrderList list;

    @Autowired
    ParkedMessages parked;

    @Autowired
    WorkEngine engine;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    People people;

    @LocalServerPort
    int port;

    MerchantId merchant;

    @BeforeEach
    void aMerchantAndASite() {
        merchant = scenery.merchant();
        scenery.site(false);
    }

    private UUID drop(Uploads.Sent... sent) {
        return all(() -> uploads.take(merchant, List.of(sent)));
    }

    private Trial run(UUID id) {
        all(() -> {
            mappings.run(id, trials.one(id).settings(), List.of());
            return true;
        });
        engine.drain();
        return trial(id);
    }

    private Trial trial(UUID id) {
        return all(() -> trials.one(id));
    }

    private List<TrialProblem> problems(UUID id) {
        return all(() -> problems.list(id, null, 0, 500));
    }

    private TrialOrder order(UUID id, String ref) {
        int n = scenery.inTransaction(() -> jdbc.sql("select n from trial_order where trial_id = :id and ref = :ref")
                .param("id", id)
                .param("ref", ref)
                .query(Integer.class)
                .single());
        return all(() -> orders.one(id, n)).orElseThrow().order();
    }

    private List<OrderSummary> listed() {
        return all(() -> list.list(new OrderList.Filter(merchant, null, null, false, null, null), Turn.START, 50));
    }

    @Test
    void aShopifyExportIsTriedAndNothingElseHappens() {
        var trial = run(drop(Uploads.Sent.text("orders.csv", Tables.SHOPIFY)));

        assertThat(trial.message()).isNull();
        assertThat(trial.state()).isEqualTo(TrialState.DONE);
        assertThat(trial.orders()).isEqualTo(3);
        assertThat(trial.fit()).isEqualTo(2);
        assertThat(trial.calledOff()).isEqualTo(1);
        assertThat(order(trial.id(), "#1001").lines()).hasSize(2);
        assertThat(order(trial.id(), "#1001").note()).isEqualTo("Ring, then\nknock");
        assertThat(order(trial.id(), "#1001").shipTo().postcode()).isEqualTo("33101");
        assertThat(order(trial.id(), "#1003").shipTo().postcode()).isEqualTo("02108");
        assertThat(order(trial.id(), "#1003").alreadyShipped()).isTrue();
        var summary = requireNonNull(trial.summary());
        assertThat(summary.priced()).isEqualTo(2);
        assertThat(summary.postageMinor()).isPositive();
        assertThat(summary.sizes()).containsEntry("CATEGORY", 2L);
        assertThat(requireNonNull(trial.assumptions()).why()).contains("own sites");
        assertThat(listed()).isEmpty();
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void theSumsAreThoseOfTheOrders() {
        scenery.site(true);
        var trial = run(drop(Uploads.Sent.text("orders.csv", many(60))));
        var summary = requireNonNull(trial.summary());
        var lines = all(() -> pages.after(trial, 0, 500));

        assertThat(lines).hasSize(60);
        assertThat(lines.stream().mapToLong(TrialLine::costMinor).sum()).isEqualTo(summary.costMinor());
        assertThat(lines.stream()
                        .mapToLong(line -> requireNonNull(line.savingMinor()))
                        .sum())
                .isEqualTo(summary.savingMinor());
        assertThat(summary.savingMinor())
                .as("two sites are never dearer than the best one, all else equal")
                .isNotNegative();
        assertThat(lines.stream().mapToInt(TrialLine::parcels).sum())
                .isEqualTo((int) summary.cartons().stream()
                        .mapToLong(Summary.Share::count)
                        .sum())
                .isEqualTo(summary.parcels());
        assertThat(summary.regions().stream().mapToLong(Summary.Region::orders).sum())
                .isEqualTo(60);
        assertThat(summary.arrivals().stream().mapToLong(Summary.Days::orders).sum())
                .isEqualTo(60);
        var first = all(() -> pages.order(trial, lines.getFirst().n()));
        assertThat(first.parts().stream()
                        .mapToLong(part -> part.postageMinor() + part.packingMinor())
                        .sum())
                .isEqualTo(lines.getFirst().costMinor());
        assertThat(requireNonNull(first.decision()).candidates())
                .allSatisfy(candidate -> assertThat(
                                candidate.figures().keySet().stream().map(String::valueOf))
                        .contains("costMinor", "distanceMiles"));
    }

    /** Orders to both coasts. */
    private static String many(int count) {
        var random = new Random(3);
        var csv = new StringBuilder("order id,order date,sku,quantity,price,zip,country\n");
        var zips = List.of("33101", "85001", "98101", "10001", "60601", "90001", "02108", "99501");
        for (int i = 0; i < count; i++)
            csv.append("N%04d,2026-10-%02d 12:00,S%d,%d,9.99,%s,US%n"
                    .formatted(
                            i,
                            1 + i % 28,
                            random.nextInt(12),
                            1 + random.nextInt(3),
                            zips.get(random.nextInt(zips.size()))));
        return csv.toString();
    }

    @Test
    void whatOnlyOneSiteKeepsSplitsOrders() {
        scenery.site(true);
        var id = drop(Uploads.Sent.text(
                "orders.csv",
                many(80).replace(",US", ",US")
                        + "SPLIT,2026-10-01 12:00,S0,1,1,85001,US\nSPLIT,2026-10-01 12:00,RARE,1,1,85001,US\n"));
        var before = run(id);
        all(() -> {
            trials.again(id, pages.wished(before, "own", Assumptions.Stocking.FAST_EVERYWHERE, "", Map.of()));
            return true;
        });
        engine.drain();
        var after = trial(id);

        assertThat(after.state()).isEqualTo(TrialState.DONE);
        assertThat(requireNonNull(after.summary()).priced())
                .isEqualTo(requireNonNull(before.summary()).priced());
        assertThat(after.summary().costMinor())
                .isGreaterThanOrEqualTo(before.summary().costMinor());
    }

    @Test
    void germanWaysOfWritingAreRecognisedAndBadRowsAreToldOneByOne() {
        var id = drop(Uploads.Sent.text("Bestellungen.csv", Tables.GERMAN));
        var file = all(() -> files.of(id)).getFirst();
        assertThat(file.format().delimiter()).isEqualTo(';');
        assertThat(file.format().decimal()).isEqualTo(',');
        assertThat(file.format().dates()).isEqualTo("dd.MM.yyyy");

        var trial = run(id);

        assertThat(trial.fit()).isEqualTo(2);
        assertThat(trial.unfit()).isEqualTo(1);
        assertThat(order(id, "A-2").lines().getFirst().unitPriceMinor()).isEqualTo(101_250);
        assertThat(order(id, "A-1").shipTo().postcode()).isEqualTo("01067");
        assertThat(order(id, "A-1").shipTo().country()).isEqualTo("DE");
        assertThat(problems(id))
                .filteredOn(TrialProblem::severe)
                .extracting(TrialProblem::line, TrialProblem::ref, TrialProblem::field, TrialProblem::value)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(4L, "A-3", Field.PLACED_AT.label(), "31.02.2026"),
                        org.assertj.core.groups.Tuple.tuple(4L, "A-3", Field.UNIT_PRICE.label(), "zwölf"));
    }

    @Test
    void severalFilesAreJoined() {
        scenery.items(merchant, NewItem.physical("p1", "A book", 420, 240, 170, 35));
        var trial = run(drop(
                Uploads.Sent.text("lines.csv", Tables.LINES),
                Uploads.Sent.text("heads.csv", Tables.HEADS),
                Uploads.Sent.text("customers.csv", Tables.CUSTOMERS),
                Uploads.Sent.text("products.csv", Tables.PRODUCTS)));

        assertThat(trial.orders()).isEqualTo(3);
        assertThat(trial.fit()).isEqualTo(1);
        assertThat(order(trial.id(), "7").shipTo().city()).isEqualTo("Tampa");
        assertThat(order(trial.id(), "7").units()).isEqualTo(4);
        assertThat(requireNonNull(trial.summary()).sizes())
                .containsEntry("CATALOG", 1L)
                .containsEntry("CATEGORY", 1L);
        assertThat(problems(trial.id()))
                .extracting(TrialProblem::ref, TrialProblem::field, TrialProblem::severe)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("8", Field.QUANTITY.label(), true),
                        org.assertj.core.groups.Tuple.tuple("9", Field.SKU.label(), true));
    }

    @Test
    void aMappingIsRememberedForTheNextFileOfTheKind() {
        var odd = "ref,wann,was,wohin\n1,2026-10-01,X,33101\n";
        var id = drop(Uploads.Sent.text("odd.csv", odd));
        all(() -> {
            assertThatThrownBy(() -> mappings.run(id, trials.one(id).settings(), List.of()))
                    .isInstanceOf(Refusal.class);
            mappings.run(
                    id,
                    trials.one(id).settings(),
                    List.of(new Mappings.FileMapping(
                            0, Map.of(0, Field.ORDER_ID, 2, Field.SKU, 3, Field.POSTCODE), null, null)));
            return true;
        });
        engine.drain();
        assertThat(trial(id).fit()).isEqualTo(1);

        var next = all(() -> files.of(drop(Uploads.Sent.text("odd2.csv", odd)))).getFirst();

        assertThat(next.columns().get(2)).satisfies(known -> {
            assertThat(requireNonNull(known).field()).isEqualTo(Field.SKU);
            assertThat(known.why()).contains("last time");
        });
    }

    @Test
    void zipsAndGzipsAreUnpacked() throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(zipped)) {
            for (var entry : Map.of(
                            "a/heads.csv",
                            Tables.HEADS,
                            "lines.csv",
                            Tables.LINES,
                            "readme.md",
                            "no table",
                            "__MACOSX/._lines.csv",
                            "x")
                    .entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        var gzipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(gzipped)) {
            gzip.write(Tables.CUSTOMERS.getBytes(StandardCharsets.UTF_8));
        }
        var trial = run(drop(
                new Uploads.Sent("orders.zip", () -> new ByteArrayInputStream(zipped.toByteArray())),
                new Uploads.Sent("customers.csv.gz", () -> new ByteArrayInputStream(gzipped.toByteArray()))));

        assertThat(all(() -> files.of(trial.id())))
                .extracting(TrialFile::name)
                .containsExactlyInAnyOrder("heads.csv", "lines.csv", "customers.csv");
        assertThat(trial.fit()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "one column\n1\n",
                "%PDF-1.7",
                "PK\u0003\u0004broken",
                "{\"orders\": []}",
                "\u0000\u0001\u0002\u0003\u0004"
            })
    void whatIsNoTableIsRefusedAndNothingIsKept(String content) {
        var sent =
                new Uploads.Sent("odd", () -> new ByteArrayInputStream(content.getBytes(StandardCharsets.ISO_8859_1)));

        assertThatThrownBy(() -> drop(sent)).isInstanceOf(Refusal.class);
        assertThat(all(() -> trials.latest(merchant, 5))).isEmpty();
    }

    /** Whatever is in them: no fault, and every row read is accounted for. */
    @Test
    void oddFilesEndWithAnAnswer() {
        var random = new Random(21);
        var snippets = List.of(
                "\"",
                ",",
                "\n",
                "\r\n",
                ";",
                "\u0000",
                "é",
                "€",
                "9999999999999",
                "-1",
                "\"\"",
                "''",
                "2026-99-99",
                "=1+1",
                "\ufeff");
        for (int round = 0; round < 25; round++) {
            var text = new StringBuilder(round % 2 == 0 ? Tables.SHOPIFY : Tables.GERMAN);
            int start = text.indexOf("\n") + 1;
            for (int i = 0; i < 4; i++)
                text.insert(
                        start + random.nextInt(text.length() - start), snippets.get(random.nextInt(snippets.size())));
            var trial = run(drop(Uploads.Sent.text("odd.csv", text.toString())));
            assertThat(trial.state()).as("round %s:%n%s", round, text).isIn(TrialState.DONE, TrialState.FAILED);
            long staged = scenery.inTransaction(() -> jdbc.sql("select count(*) from trial_row where trial_id = :id")
                    .param("id", trial.id())
                    .query(Long.class)
                    .single());
            long bad = all(() -> files.of(trial.id())).stream()
                    .mapToLong(TrialFile::bad)
                    .sum();
            assertThat(staged + bad).as("round %s:%n%s", round, text).isEqualTo(trial.rowsRead());
            all(() -> {
                trials.delete(trial.id());
                return true;
            });
        }
    }

    @Test
    void itGoesOnWhereItWasWhenItStopsAnywhere() {
        var id = drop(Uploads.Sent.text("orders.csv", many(900)));
        all(() -> {
            mappings.run(id, trials.one(id).settings(), List.of());
            return true;
        });
        // Each stretch begins anew, as another node would.
        for (int i = 0; i < 50 && trial(id).state().runs(); i++) all(() -> step.run(List.of(id)));
        var once = trial(id);
        all(() -> step.run(List.of(id)));

        assertThat(once.state()).isEqualTo(TrialState.DONE);
        assertThat(once.rowsRead()).isEqualTo(900);
        assertThat(once.orders()).isEqualTo(900);
        assertThat(once.tried()).isEqualTo(900);
        assertThat(requireNonNull(once.summary()).priced()).isEqualTo(900);
    }

    @Test
    void aStoppedTrialStaysStoppedUntilItIsRunAgain() {
        var id = drop(Uploads.Sent.text("orders.csv", Tables.SHOPIFY));
        all(() -> {
            mappings.run(id, trials.one(id).settings(), List.of());
            trials.cancel(id);
            return true;
        });
        engine.drain();
        assertThat(trial(id).state()).isEqualTo(TrialState.CANCELLED);

        assertThat(run(id).state()).isEqualTo(TrialState.DONE);
        assertThat(run(id).orders()).isEqualTo(3);
    }

    @Test
    void itIsNotStartedTwiceAtOnce() {
        var id = drop(Uploads.Sent.text("orders.csv", Tables.SHOPIFY));
        all(() -> {
            mappings.run(id, trials.one(id).settings(), List.of());
            assertThatThrownBy(() -> mappings.run(id, trials.one(id).settings(), List.of()))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.CONFLICT));
            return true;
        });
        engine.drain();
        assertThat(trial(id).state()).isEqualTo(TrialState.DONE);
    }

    @Test
    void ordersAbroadAreShippedFromSitesPlacedThere() {
        var csv = new StringBuilder("order id,order date,sku,quantity,city,state,country\n");
        var cities = new ArrayList<>(
                List.of("sao paulo,SP", "sao paulo,SP", "campinas,SP", "recife,PE", "recife,PE", "fortaleza,CE"));
        for (int i = 0; i < 30; i++)
            csv.append("B%02d,2026-10-01 09:00,LIVRO,1,%s,BR%n".formatted(i, cities.get(i % cities.size())));

        var trial = run(drop(Uploads.Sent.text("pedidos.csv", csv.toString())));

        var assumptions = requireNonNull(trial.assumptions());
        assertThat(assumptions.why()).contains("Brazil");
        assertThat(assumptions.sites())
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(site -> assertThat(site.country()).isEqualTo("BR"));
        assertThat(requireNonNull(trial.summary()).savingMinor()).isPositive();
    }

    @Test
    void ordersAreTakenInForRealOnceHoweverOftenItIsAsked() {
        scenery.items(merchant, NewItem.physical("MUG-B", "Blue mug", 400, 120, 100, 100));
        var trial = run(drop(Uploads.Sent.text("orders.csv", Tables.SHOPIFY)));
        take(trial.id(), false, true);

        var first = requireNonNull(trial(trial.id()).taking());
        assertThat(first.running()).isFalse();
        assertThat(first.taken()).as("the towel has no size").isEqualTo(1);
        assertThat(first.refused()).isEqualTo(1);
        assertThat(problems(trial.id()))
                .anySatisfy(problem -> assertThat(problem.message()).startsWith("Not taken in"));
        assertThat(all(() -> parked.list(merchant, false, Turn.START, 10)))
                .singleElement()
                .satisfies(message -> assertThat(message.form()).isEqualTo(ParkedMessages.ORDER_FORM));

        take(trial.id(), true, true);
        assertThat(all(() -> parked.list(merchant, false, Turn.START, 10))).isEmpty();
        var second = requireNonNull(trial(trial.id()).taking());
        assertThat(second.known()).isEqualTo(1);
        assertThat(second.taken()).isEqualTo(1);
        assertThat(second.items()).isEqualTo(1);
        assertThat(listed()).extracting(OrderSummary::externalId).containsExactlyInAnyOrder("#1001", "#1003");
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void whatTheSourceHasShippedStaysOutUnlessWished() {
        var trial = run(drop(Uploads.Sent.text("orders.csv", Tables.SHOPIFY)));
        take(trial.id(), true, false);

        assertThat(listed()).extracting(OrderSummary::externalId).containsExactly("#1001");
    }

    private void take(UUID id, boolean assumedItems, boolean shippedToo) {
        all(() -> {
            trials.take(id, Taking.started(assumedItems, shippedToo));
            return true;
        });
        engine.drain();
    }

    @Test
    void theScreensTakeAFileAndShowTheResult() {
        var browser = people.signedIn(port, Role.MERCHANT_ADMIN, merchant);
        var boundary = "----wharf";
        var body =
                "--%1$s\r\nContent-Disposition: form-data; name=\"files\"; filename=\"orders.csv\"\r\nContent-Type: text/csv\r\n\r\n%2$s\r\n--%1$s--\r\n"
                        .formatted(boundary, Tables.SHOPIFY);
        var dropped = browser.send(
                "POST", "/yours", body.getBytes(StandardCharsets.UTF_8), "multipart/form-data; boundary=" + boundary);
        assertThat(dropped.statusCode()).isEqualTo(302);
        var mapping = dropped.headers().firstValue("Location").orElseThrow();
        assertThat(mapping).endsWith("/mapping");
        var path = mapping.substring(mapping.indexOf("/yours"), mapping.length() - "/mapping".length());
        assertThat(browser.get(path + "/mapping").body()).contains("s order export", "Lineitem sku");
        var id = UUID.fromString(path.substring("/yours/".length()));
        run(id);

        assertThat(browser.get(path).body()).contains("What this takes for granted", "Take them in for real");
        assertThat(browser.get(path + "/orders.csv").body()).contains("#1001", "#1003");
        assertThat(browser.get(path + "/problems").statusCode()).isEqualTo(200);
        assertThat(browser.get(path + "/orders/1").body()).contains("Why?");
        assertThat(browser.get("/yours").body()).contains("orders.csv");
    }
}

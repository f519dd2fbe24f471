package wharf.yours;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wharf.testing.Scenery.all;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.platform.WorkEngine;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;
import wharf.shared.Role;
import wharf.testing.People;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;
import wharf.yours.csv.Field;

/** Files made to harm, people who press twice, runs that overtake each other; and that nothing is kept for ever. */
@WharfTest
class TrialSafetyTest {
    private static final Duration LONG = Duration.ofMinutes(1);

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
    TrialProblems problems;

    @Autowired
    TrialStep step;

    @Autowired
    TakeStep taking;

    @Autowired
    Reading reading;

    @Autowired
    TrialJobs jobs;

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

    private UUID drop(String content) {
        return drop(Uploads.Sent.text("orders.csv", content));
    }

    private UUID drop(Uploads.Sent... sent) {
        return all(() -> uploads.take(merchant, List.of(sent)));
    }

    private static Uploads.Sent zip(Map<String, byte[]> entries) {
        var zipped = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(zipped)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return new Uploads.Sent("orders.zip", () -> new ByteArrayInputStream(zipped.toByteArray()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void start(UUID id) {
        start(id, List.of());
    }

    private void start(UUID id, List<Mappings.FileMapping> given) {
        all(() -> {
            mappings.run(id, trials.one(id).settings(), given);
            return true;
        });
    }

    private Trial run(UUID id) {
        start(id);
        engine.drain();
        return trial(id);
    }

    private Trial trial(UUID id) {
        return all(() -> trials.one(id));
    }

    private void take(UUID id) {
        all(() -> {
            trials.take(id, Taking.started(true, true));
            return true;
        });
    }

    private long rows(String table, UUID id) {
        return scenery.inTransaction(() -> jdbc.sql("select count(*) from " + table + " where trial_id = :id")
                .param("id", id)
                .query(Long.class)
                .single());
    }

    private static String many(int count) {
        return "order id,order date,sku,quantity,price,zip,country\n"
                + IntStream.range(0, count)
                        .mapToObj(i -> "N%04d,2026-10-05 12:00,S%d,1,9.99,33101,US\n".formatted(i, i % 7))
                        .collect(Collectors.joining());
    }

    @Test
    void aBombAmongWhatNobodyAskedForIsNotUnpackedToItsEnd() {
        var bomb = zip(new LinkedHashMap<>(Map.of("holiday.bin", new byte[220 * 1024 * 1024])));

        assertThatThrownBy(() -> drop(bomb)).isInstanceOf(Refusal.class).hasMessageContaining("200 MB");
        assertThat(all(() -> trials.latest(merchant, 5))).isEmpty();
    }

    @Test
    void noNameLeadsOutOfTheArchiveAndAnArchiveWithinIsNoTable() {
        var slip = zip(Map.of("../../../etc/cron.d/orders.csv", bytes(many(3))));
        assertThat(all(() -> files.of(drop(slip)))).extracting(TrialFile::name).containsExactly("orders.csv");

        assertThatThrownBy(() -> drop(zip(Map.of("inner.zip", bytes("PK\u0003\u0004")))))
                .hasMessageContaining("no .csv");
        assertThatThrownBy(() -> drop(zip(Map.of("inner.csv", bytes("PK\u0003\u0004")))))
                .hasMessageContaining("packed file");
    }

    @Test
    void moreFilesOrColumnsThanAScreenCanShowAreRefused() {
        var tooMany = IntStream.rangeClosed(0, Uploads.MOST_FILES)
                .boxed()
                .collect(Collectors.toMap(i -> i + ".csv", i -> bytes(many(1))));
        assertThatThrownBy(() -> drop(zip(tooMany))).hasMessageContaining("At most 20 files");

        assertThatThrownBy(() -> drop(wide(10_000, "c"))).hasMessageContaining("2 to 900 columns");
        assertThatThrownBy(() ->
                        drop(Uploads.Sent.text("a.csv", wide(500, "a")), Uploads.Sent.text("b.csv", wide(500, "b"))))
                .hasMessageContaining("1000 columns together");
        assertThat(all(() -> trials.latest(merchant, 5))).isEmpty();
    }

    private static String wide(int columns, String prefix) {
        return IntStream.range(0, columns)
                        .mapToObj(i -> prefix + " " + Integer.toHexString(i * 0x9e3779b1))
                        .collect(Collectors.joining(","))
                + "\n";
    }

    @Test
    void aHeaderOfManyLongNamesIsRememberedToo() {
        var header = "order id,sku,zip," + wide(400, "a long name of a column").strip();
        var id = drop(header + "\n1,A,33101\n");

        assertThat(run(id).fit()).isEqualTo(1);
        var again = all(() -> files.of(drop(header + "\n2,A,33101\n"))).getFirst();
        assertThat(requireNonNull(again.columns().get(0)).why()).contains("last time");
    }

    @Test
    void noDelimiterIsTakenFromTheFileThatCannotBeOne() {
        for (var odd : List.of("\n", "\"", "\r\n", "\ud83d\ude00", "x")) {
            var trial = run(drop("sep=" + odd + "\norder id,sku,zip\n1,A,33101\n"));
            assertThat(trial.fit()).as(odd).isEqualTo(1);
        }
    }

    @Test
    void aCharacterCutInTwoDoesNoHarm() {
        var name = "n".repeat(99) + "\ud83d\ude00";
        var trial =
                run(drop("order id,sku,zip,title," + name + "\n1,A,33101," + "t".repeat(499) + "\ud83d\ude00t,x\n"));

        assertThat(trial.fit()).isEqualTo(1);
    }

    @Test
    void whatCannotBeStoredIsReplacedInARowThatIsRefusedToo() {
        var ordinary = IntStream.range(10, 30).mapToObj(n -> n + ",A,33101\n").collect(Collectors.joining());
        var trial = run(drop("order id,sku,zip\n" + ordinary
                + "1,A,33101\n2\u0000,B,33101,more\n\"3\",C,33101\r\n4,D,33101\r5,E,33101"));

        assertThat(trial.state()).isEqualTo(TrialState.DONE);
        assertThat(trial.fit()).isEqualTo(24);
        assertThat(all(() -> problems.list(trial.id(), true, 0, 10)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("4 cells"));
    }

    @Test
    void whatIsWrongInTheSameWayIsCountedTogether() {
        var trial = run(drop("order id,sku,zip,weight g\n1,A,33101,5\n2,B,33101,5\n"));

        assertThat(all(() -> problems.counts(trial.id())))
                .filteredOn(count -> count.field().equals("size"))
                .singleElement()
                .satisfies(count -> assertThat(count.count()).isEqualTo(2));
    }

    @Test
    void aFormulaIsTextInTheResult() {
        var trial = run(drop("order id,sku,city,zip\n\"=HYPERLINK(\"\"x\"\")\",A,@Tampa,33602\n"));

        var csv = people.signedIn(port, Role.MERCHANT_ADMIN, merchant)
                .get("/yours/" + trial.id() + "/orders.csv")
                .body();
        assertThat(csv).contains("\"'=HYPERLINK(").contains(",'@");
    }

    @Test
    void aColumnWithoutAMeaningIsRefusedByName() {
        var id = drop(many(2));
        var answer = people.signedIn(port, Role.MERCHANT_ADMIN, merchant)
                .send(
                        "POST",
                        "/api/v1/trials/" + id + "/runs",
                        "{\"files\": [{\"file\": 0, \"columns\": {\"0\": null}}]}");

        assertThat(answer.statusCode()).isBetween(400, 422);
        assertThat(answer.body()).contains("columns");
    }

    @Test
    void twoUploadsAtOnceAreTwoTrials() throws Exception {
        Callable<UUID> upload = () -> drop(many(700));
        try (var both = Executors.newFixedThreadPool(2)) {
            var ids = both.invokeAll(List.of(upload, upload));
            var first = run(ids.get(0).get());
            var second = run(ids.get(1).get());

            assertThat(first.id()).isNotEqualTo(second.id());
            assertThat(List.of(first, second))
                    .allSatisfy(trial -> assertThat(trial.fit()).isEqualTo(700));
        }
    }

    @Test
    void aTrialWhoseOrdersAreBeingTakenInIsNotBegunAnew() {
        var id = run(drop(many(3))).id();
        take(id);

        assertThatThrownBy(() -> start(id)).isInstanceOf(Refusal.class).hasMessageContaining("being taken in");
        assertThatThrownBy(() -> take(id)).isInstanceOf(Refusal.class);
        assertThat(rows("trial_order", id)).isEqualTo(3);

        engine.drain();
        assertThat(requireNonNull(trial(id).taking()).taken()).isEqualTo(3);
        assertThat(run(id).taking()).as("done with, it may be run again").isNull();
    }

    @Test
    void theTakingInIsStoppedAndTakenUpAgain() {
        var id = run(drop(many(250))).id();
        take(id);
        assertThat(all(() -> taking.stretch(id))).as("there is more to do").isTrue();
        all(() -> {
            trials.cancel(id);
            return true;
        });
        engine.drain();

        var stopped = requireNonNull(trial(id).taking());
        assertThat(stopped.running()).isFalse();
        assertThat(stopped.taken()).isEqualTo(100);

        take(id);
        engine.drain();
        var whole = requireNonNull(trial(id).taking());
        assertThat(whole.known()).isEqualTo(100);
        assertThat(whole.taken()).isEqualTo(150);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void aStretchOfAnEarlierRunKeepsNothing() {
        var id = drop(many(1200));
        start(id);
        var earlier = trial(id);
        all(() -> {
            trials.cancel(id);
            return true;
        });
        start(id);

        assertThat(all(() -> reading.on(earlier, Patience.of(LONG)))).isEqualTo(Reading.Went.STOPPED);
        assertThat(rows("trial_row", id)).isZero();

        engine.drain();
        var later = trial(id);
        assertThat(later.rowsRead()).isEqualTo(1200);
        assertThat(later.fit()).isEqualTo(1200);
        all(() -> {
            trials.end(earlier, TrialState.FAILED, "too late");
            return true;
        });
        assertThat(trial(id).state()).isEqualTo(TrialState.DONE);
    }

    /** Whose lease has run out may still be at it when another goes on. */
    @Test
    void twoThatReadTheSameKeepEachRowOnce() {
        var id = drop(many(1200));
        start(id);
        var seen = trial(id);
        assertThat(all(() -> reading.on(seen, Patience.of(Duration.ZERO)))).isEqualTo(Reading.Went.ON);
        var file = all(() -> files.of(id)).getFirst();

        assertThat(file.rowsRead()).isEqualTo(500);
        assertThat(scenery.inTransaction(() -> count(seen, file, 0))).isEmpty();
        assertThat(scenery.inTransaction(() -> count(seen, file, 500))).contains(510L);
    }

    @Autowired
    StagedRows staged;

    private java.util.Optional<Long> count(Trial trial, TrialFile file, long known) {
        return staged.count(trial, file.no(), known, 10, 0, false);
    }

    @Test
    void whatAColumnIsNowSaidToMeanCountsInTheNextRun() {
        var csv = "order id,sku,zip,mass,length cm,width cm,height cm\n1,BRICK,98101,9,20,20,20\n";
        var mapped = Map.of(
                0,
                Field.ORDER_ID,
                1,
                Field.SKU,
                2,
                Field.POSTCODE,
                4,
                Field.LENGTH_CM,
                5,
                Field.WIDTH_CM,
                6,
                Field.HEIGHT_CM);
        var id = drop(csv);
        start(id, List.of(new Mappings.FileMapping(0, with(mapped, Field.WEIGHT_G), null, null)));
        engine.drain();
        var light = requireNonNull(trial(id).summary()).postageMinor();

        start(id, List.of(new Mappings.FileMapping(0, with(mapped, Field.WEIGHT_KG), null, null)));
        engine.drain();

        assertThat(requireNonNull(trial(id).summary()).postageMinor()).isGreaterThan(light);
    }

    private static Map<Integer, Field> with(Map<Integer, Field> columns, Field weight) {
        var all = new LinkedHashMap<>(columns);
        all.put(3, weight);
        return all;
    }

    @Test
    void whatNobodyHasUsedForLongIsForgottenAndOrdersTakenInStay() {
        var old = run(drop(many(2))).id();
        take(old);
        engine.drain();
        var fresh = drop(many(2));
        assertThat(trial(fresh).keptUntil()).isEqualTo(trial(fresh).createdAt().plus(Duration.ofDays(30)));
        scenery.inTransaction(
                () -> jdbc.sql("update trial set touched_at = touched_at - interval '31 days' where id = :id")
                        .param("id", old)
                        .update());

        assertThat(all(jobs::forget)).isPositive();

        assertThat(all(() -> trials.find(old))).isEmpty();
        for (var table :
                List.of("trial_piece", "trial_file", "trial_row", "trial_order", "trial_problem", "trial_result"))
            assertThat(rows(table, old)).as(table).isZero();
        assertThat(all(() -> trials.find(fresh))).isPresent();
        assertThat(scenery.inTransaction(() -> jdbc.sql("select count(*) from orders where merchant_id = :merchant")
                        .param("merchant", merchant.value())
                        .query(Integer.class)
                        .single()))
                .isEqualTo(2);
    }

    @Test
    void aRunThatIsOverHasNothingToGoOnWith() {
        var id = run(drop(many(2))).id();

        assertThat(all(() -> step.stretch(id))).isFalse();
        assertThat(all(() -> taking.stretch(id))).isFalse();
        assertThat(all(() -> step.stretch(UUID.randomUUID()))).as("deleted").isFalse();
    }
}

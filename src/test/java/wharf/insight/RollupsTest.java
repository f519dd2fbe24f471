package wharf.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wharf.testing.Scenery.all;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.FactReader;
import wharf.platform.Facts;
import wharf.shared.MerchantId;
import wharf.shared.WarehouseId;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** However facts come in, the roll-ups are what they come to. */
@WharfTest
class RollupsTest {
    private static final TypeReference<Map<String, Object>> DATA = new TypeReference<>() {};

    @Autowired
    Rollups rollups;

    @Autowired
    Builds builds;

    @Autowired
    Facts facts;

    @Autowired
    FactReader reader;

    @Autowired
    Scenery scenery;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JsonMapper json;

    @Autowired
    BusinessClock clock;

    List<MerchantId> merchants;
    List<WarehouseId> sites;
    Instant begin;

    @BeforeEach
    void twoMerchantsAndTwoSites() {
        merchants = List.of(scenery.merchant(), scenery.merchant());
        sites = List.of(scenery.site(false), scenery.site(true));
        begin = clock.instant().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(40));
        scenery.read("insight-", rollups::catchUp);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void inAnyOrderAndInAnyPagesWithAnyFailuresTheyEqualANaiveRecomputation(long seed) {
        var random = new Random(seed);
        var told = new ArrayList<Fact>();
        for (int i = 0; i < 25; i++) told.addAll(story(random).facts());
        for (int i = 0; i < 5; i++) told.add(counted(random));
        Collections.shuffle(told, random);

        while (!told.isEmpty()) {
            var some = told.subList(0, Math.min(told.size(), 1 + random.nextInt(40)));
            record(List.copyOf(some));
            some.clear();
            if (random.nextInt(3) == 0) die(random, shown());
            if (random.nextInt(2) == 0) all(() -> rollups.catchUp(shown(), 1 + random.nextInt(30)));
        }
        scenery.read("insight-", rollups::catchUp);

        var expected = naive();
        assertThat(kept()).isEqualTo(expected).isNotEmpty();
        assertThat(scenery.broken()).isEmpty();

        int before = shown();
        all(builds::start);
        assertThatThrownBy(() -> all(builds::start)).hasMessageContaining("already");
        scenery.read("insight-", rollups::catchUp);
        assertThat(shown()).isEqualTo(before + 1);
        assertThat(kept()).as("rebuilt from the first fact on").isEqualTo(expected);
        assertThat(rows("select count(*) from insight_order where generation <= " + before))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void twoNodesAtOnceAndARebuildThatDiesOnTheWayComeToTheSame(long seed) {
        var random = new Random(seed);
        var told = new ArrayList<Fact>();
        for (int i = 0; i < 15; i++) told.addAll(story(random).facts());
        for (int i = 0; i < 3; i++) told.add(counted(random));
        Collections.shuffle(told, random);
        var early = List.copyOf(told.subList(0, told.size() / 3));
        told.subList(0, early.size()).clear();
        record(early);
        scenery.read("insight-", rollups::catchUp);

        int before = shown();
        int fresh = all(builds::start);
        while (!told.isEmpty()) {
            var some = told.subList(0, Math.min(told.size(), 1 + random.nextInt(40)));
            record(List.copyOf(some));
            some.clear();
            die(random, fresh);
            int atOnce = 1 + random.nextInt(50);
            atOnce(() -> rollups.catchUp(before, atOnce), () -> page(fresh, atOnce), () -> page(fresh, atOnce));
            if (random.nextInt(3) == 0) die(random, before);
        }
        atOnce(rollups::catchUp, rollups::catchUp, rollups::catchUp);
        scenery.read("insight-", rollups::catchUp);

        assertThat(shown()).isEqualTo(fresh);
        assertThat(kept()).isEqualTo(naive()).isNotEmpty();
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void aRebuildIsShownOnceItHasReadAsFarAsTheOneBefore() {
        record(order(merchants.getFirst(), 0).planned(0.1, 8).shipped(3).facts());
        scenery.read("insight-", rollups::catchUp);
        var before = shown();
        var kept = kept();

        int fresh = all(builds::start);
        show();
        assertThat(shown()).as("nothing read yet").isEqualTo(before);
        all(() -> page(fresh, 1));
        show();
        assertThat(shown()).as("one fact read").isEqualTo(before);
        assertThat(kept()).isEqualTo(kept);

        scenery.read(Builds.reader(fresh), () -> rollups.catchUp(fresh, 500));
        show();
        show();
        assertThat(shown()).isEqualTo(fresh);
        assertThat(kept()).isEqualTo(kept);
    }

    @Test
    void aBuildThatWasReplacedIsReadNoFurtherAndLeavesNothingBehind() {
        record(order(merchants.getFirst(), 0).facts());
        scenery.read("insight-", rollups::catchUp);
        int before = shown();
        all(builds::start);
        scenery.read("insight-", rollups::catchUp);
        record(order(merchants.getLast(), 1).facts());

        assertThat(all(() -> rollups.catchUp(before, 10))).isZero();

        assertThat(leftOf(before)).isZero();
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void aBuildIsNotReplacedInTheMiddleOfAPage() {
        record(order(merchants.getFirst(), 0).facts());
        scenery.read("insight-", rollups::catchUp);
        int before = shown();
        int fresh = all(builds::start);
        scenery.read(Builds.reader(fresh), () -> rollups.catchUp(fresh, 500));
        record(order(merchants.getFirst(), 1).planned(0.1, 8).scan(1, "ann", 3).facts());

        var replaced = new ArrayList<CompletableFuture<Void>>();
        scenery.inTransaction(() -> {
            assertThat(page(before, 1)).isEqualTo(1);
            var other = CompletableFuture.runAsync(this::show);
            replaced.add(other);
            while (!waits() && !other.isDone()) Thread.onSpinWait();
            assertThat(other).as("waits for the page").isNotDone();
            return page(before, 500);
        });
        replaced.getFirst().join();
        scenery.read("insight-", rollups::catchUp);

        assertThat(shown()).isEqualTo(fresh);
        assertThat(leftOf(before)).isZero();
        assertThat(kept()).isEqualTo(naive());
        assertThat(scenery.broken()).isEmpty();
    }

    private int page(int generation, int atOnce) {
        return reader.read(Builds.reader(generation), atOnce, page -> rollups.take(generation, page));
    }

    private void show() {
        all(() -> {
            builds.show();
            return true;
        });
    }

    private boolean waits() {
        return jdbc.sql("select exists (select from pg_locks where not granted)")
                .query(Boolean.class)
                .single();
    }

    private long leftOf(int generation) {
        long left = 0;
        for (var table : List.of("day", "spread", "split", "slot", "labour", "order"))
            left += rows("select count(*) from insight_" + table + " where generation = " + generation);
        return left + rows("select count(*) from fact_cursor where reader = 'insight-" + generation + "'");
    }

    @SafeVarargs
    private static void atOnce(Supplier<Integer>... nodes) {
        var running = Arrays.stream(nodes)
                .map(node -> CompletableFuture.supplyAsync(() -> all(node)))
                .toList();
        running.forEach(CompletableFuture::join);
    }

    @Test
    void lateFactsLandInTheDayTheyHappened() {
        record(order(merchants.getFirst(), 0).facts());
        scenery.read("insight-", rollups::catchUp);
        var before = kept();

        var old =
                order(merchants.getFirst(), -20 * 24).planned(0.1, 8).shipped(3).delivered(40, null);
        record(old.facts());
        scenery.read("insight-", rollups::catchUp);

        assertThat(kept()).containsAllEntriesOf(before);
        assertThat(rows("""
                select sum(orders_shipped) from insight_day
                where merchant_id = '%s' and day between '%s'::date - 1 and '%s'::date + 1""".formatted(
                                merchants.getFirst(),
                                old.at(3).toString().substring(0, 10),
                                old.at(3).toString().substring(0, 10))))
                .isEqualTo(1);
    }

    @Test
    void ofPartsPlannedAtOnceAtSitesWhereItIsAnotherDayOneIsTakenByAll() {
        // 05:30 of UTC: past midnight in New York, not in Phoenix.
        var night = begin.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofMinutes(5 * 60 + 30));
        for (var both : List.of(sites, sites.reversed())) {
            var story = new Story(merchants.getFirst(), both.getFirst(), night, "web", 2, 4_000).planned(0.1, 8);
            story.add(
                    "fulfilment",
                    UUID.randomUUID(),
                    "fulfilment.planned",
                    0.1,
                    null,
                    null,
                    Map.of("site", both.getLast().toString()));
            record(story.facts());
        }

        scenery.read("insight-", rollups::catchUp);

        assertThat(kept()).hasSizeGreaterThan(1);
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void aFactThatIsNoPartOfAnyStoryChangesNothing() {
        record(order(merchants.getFirst(), 0)
                .planned(0.1, 8)
                .scan(1, "ann", 3)
                .shipped(3)
                .facts());
        scenery.read("insight-", rollups::catchUp);
        var before = kept();
        record(List.of(
                Fact.of(merchants.getFirst(), UUID.randomUUID(), "test", UUID.randomUUID(), "test.noise", begin)));

        scenery.read("insight-", rollups::catchUp);

        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void aCountThatIsUndoneNeverWas() {
        var counted = counted(new Random(5));
        record(List.of(counted));
        scenery.read("insight-", rollups::catchUp);
        assertThat(kept()).isNotEmpty();

        record(List.of(Fact.of(
                java.util.Objects.requireNonNull(counted.merchant()),
                counted.root(),
                "item",
                counted.subject(),
                "stock.count_undone",
                clock.instant())));
        scenery.read("insight-", rollups::catchUp);

        assertThat(kept()).isEmpty();
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void ordersToPractiseWithNeverCount() {
        var training = merchants.getFirst();
        scenery.inTransaction(() -> jdbc.sql("update merchant set training = true where id = :id")
                .param("id", training.value())
                .update());
        record(order(training, 0).planned(0.1, 8).scan(1, "ann", 3).shipped(3).facts());

        scenery.read("insight-", rollups::catchUp);

        assertThat(kept()).isEmpty();
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void fiveMinutesWorkedForTwoMerchantsAreSharedAndAddUp() {
        record(order(merchants.get(0), 0)
                .planned(0.01, 8)
                .scan(1, "ann", 2)
                .scan(1.01, "ann", 1)
                .facts());
        record(order(merchants.get(1), 0).planned(0.01, 8).scan(1.02, "ann", 5).facts());
        scenery.read("insight-", rollups::catchUp);

        assertThat(kept().entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith("labour"))
                        .map(Map.Entry::getValue))
                .containsExactlyInAnyOrder("3 200", "5 100");
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void aSiteThatMovesToAnotherZoneTakesItsWorkAlong() {
        var night = begin.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(3));
        var story = new Story(merchants.getFirst(), sites.getFirst(), night, "web", 3, 5_000)
                .planned(0.01, 8)
                .scan(0.1, "ann", 2);
        record(story.facts());
        scenery.read("insight-", rollups::catchUp);
        scenery.inTransaction(() -> jdbc.sql("update warehouse set time_zone = 'Asia/Tokyo' where id = :site")
                .param("site", sites.getFirst().value())
                .update());
        int known = story.facts().size();

        story.scan(0.11, "ann", 1);
        record(story.facts().subList(known, story.facts().size()));
        scenery.read("insight-", rollups::catchUp);

        assertThat(kept().entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith("labour"))
                        .map(Map.Entry::getValue))
                .containsExactly("3 300");
        assertThat(scenery.broken()).isEmpty();
    }

    @Test
    void aRollUpThatDoesNotSayWhatTheFactsSayIsReported() {
        record(order(merchants.getFirst(), 0).planned(0.1, 8).scan(1, "ann", 3).facts());
        scenery.read("insight-", rollups::catchUp);
        assertThat(scenery.broken()).isEmpty();

        change(
                "update insight_day set orders_placed = orders_placed + 1 where merchant_id = :merchant and orders_placed > 0");
        assertThat(scenery.broken())
                .singleElement()
                .asString()
                .contains("figures-equal-facts", "the facts say 1, the roll-up 2");
        change(
                "update insight_day set orders_placed = orders_placed - 1 where merchant_id = :merchant and orders_placed > 0");

        change("update insight_labour set seconds = seconds + 7 where merchant_id = :merchant");
        assertThat(scenery.broken()).singleElement().asString().contains("labour-adds-up");
        change("update insight_labour set seconds = seconds - 7 where merchant_id = :merchant");
        assertThat(scenery.broken()).isEmpty();
    }

    private void change(String sql) {
        scenery.inTransaction(() ->
                jdbc.sql(sql).param("merchant", merchants.getFirst().value()).update());
    }

    private int shown() {
        return all(() -> builds.kept().getFirst());
    }

    private void record(List<Fact> told) {
        scenery.inTransaction(() -> {
            facts.record(told);
            return true;
        });
    }

    /** The node dies when all of a page is written and nothing committed. */
    private void die(Random random, int generation) {
        int atOnce = 1 + random.nextInt(20);
        assertThatThrownBy(() -> scenery.inTransaction(() -> {
                    page(generation, atOnce);
                    throw new IllegalStateException("the node dies here");
                }))
                .hasMessageContaining("dies");
    }

    private Story order(MerchantId merchant, double hours) {
        return new Story(
                merchant, sites.getFirst(), begin.plus(Duration.ofMinutes(Math.round(hours * 60))), "web", 3, 5_000);
    }

    /** An order that gets so far, with whatever may happen to it. */
    private Story story(Random random) {
        var merchant = merchants.get(random.nextInt(2));
        var at = begin.plus(Duration.ofMinutes(random.nextInt(30 * 24 * 60)));
        var channel = List.of("web", "amazon", "reship").get(random.nextInt(3));
        var story = new Story(
                merchant, sites.get(random.nextInt(2)), at, channel, 1 + random.nextInt(5), random.nextInt(20_000));
        int far = random.nextInt(6);
        if (far >= 1) story.planned(random.nextDouble(), 4 + random.nextInt(20));
        if (far >= 2) {
            for (int i = random.nextInt(4); i > 0; i--)
                story.scan(1.5 + random.nextDouble(), random.nextBoolean() ? "ann" : "bob", 1 + random.nextInt(3));
            if (random.nextInt(4) == 0)
                story.shipment(
                        "fulfilment.pick_undone",
                        2.5,
                        "ann",
                        Map.of("quantity", 1, "site", sites.getFirst().toString()));
        }
        if (far >= 3) {
            story.shipment("fulfilment.packing", 2.6, "cid", Map.of())
                    .packed(2.6 + random.nextDouble() * 0.6, "cid", 62);
            story.labelled(3.3, UUID.randomUUID().toString(), 400 + random.nextInt(900));
        }
        if (far >= 4) story.shipped(4 + random.nextInt(24));
        if (far >= 5) {
            story.delivered(
                    40 + random.nextInt(60),
                    random.nextInt(3) == 0
                            ? null
                            : at.plus(Duration.ofDays(3)).toString().substring(0, 10));
            follow(story, random);
        }
        if (random.nextInt(10) == 0) story.order("order.cancelled", 3.9, Map.of());
        return story;
    }

    private static void follow(Story story, Random random) {
        var one = UUID.randomUUID();
        if (random.nextInt(3) == 0) {
            story.add("case", one, "case.opened", 120, null, null, Map.of("about", "damaged", "units", 1));
            if (random.nextBoolean())
                story.add(
                        "case",
                        one,
                        "case.decided",
                        122,
                        "mia",
                        null,
                        Map.of("decision", random.nextBoolean() ? "reject" : "reship", "payer", "operator"));
        }
        if (random.nextInt(3) == 0) {
            story.add("return", one, "return.requested", 130, null, null, Map.of("units", 1, "reasons", "DAMAGED 1"));
            story.add("return", one, "return.received", 160, "dan", null, Map.of("units", 1));
            story.add(
                    "return",
                    one,
                    "return.refunded",
                    165 + random.nextInt(50),
                    null,
                    null,
                    Map.of("amountMinor", 900, "currency", "USD"));
        }
        if (random.nextInt(2) == 0)
            story.add(
                    "survey",
                    one,
                    "survey.answered",
                    140,
                    null,
                    null,
                    Map.of("kind", "CSAT", "score", 1 + random.nextInt(5)));
        if (random.nextInt(2) == 0)
            story.add(
                    "survey",
                    one,
                    "survey.answered",
                    140,
                    null,
                    null,
                    Map.of("kind", "NPS", "score", random.nextInt(11)));
    }

    private Fact counted(Random random) {
        var item = UUID.randomUUID();
        return Fact.of(
                        merchants.get(random.nextInt(2)),
                        item,
                        "item",
                        UUID.randomUUID(),
                        "stock.counted",
                        begin.plus(Duration.ofMinutes(random.nextInt(30 * 24 * 60))))
                .with(Map.of(
                        "site",
                        sites.get(random.nextInt(2)).toString(),
                        "expected",
                        10,
                        "counted",
                        8 + random.nextInt(4)));
    }

    /** Everything from scratch, fact by fact, in one go. */
    private Map<String, String> naive() {
        var sums = new TreeMap<String, long[]>();
        var slots = new HashMap<String, Map<UUID, long[]>>();
        for (var merchant : merchants) {
            var byOrder = new HashMap<UUID, List<Told>>();
            for (var fact : told(merchant)) {
                if (fact.type().equals("stock.counted")) count(merchant, fact, sums);
                else
                    byOrder.computeIfAbsent(fact.root(), root -> new ArrayList<>())
                            .add(fact);
            }
            byOrder.values()
                    .forEach(order -> tally(merchant, OrderStory.of(order).contribution(zones()), sums, slots));
        }
        slots.forEach((slot, worked) -> share(slot, worked, sums));
        var expected = new TreeMap<String, String>();
        sums.forEach((key, pair) -> {
            if (pair[0] != 0 || pair[1] != 0) expected.put(key, shown(key, pair));
        });
        return expected;
    }

    private static String shown(String key, long[] pair) {
        return key.startsWith("day") ? "" + pair[0] : pair[0] + " " + pair[1];
    }

    private void tally(
            MerchantId merchant, Contribution part, Map<String, long[]> sums, Map<String, Map<UUID, long[]>> slots) {
        var where = merchant + " " + part.site() + " " + part.channel();
        for (var amount : part.amounts())
            plus(
                    sums,
                    "day " + amount.day() + " " + where + " " + amount.currency() + " " + amount.measure(),
                    amount.value(),
                    0);
        for (var span : part.spans())
            plus(
                    sums,
                    "spread " + span.step() + " " + span.day() + " " + where + " " + Spread.bucket(span.seconds()),
                    1,
                    span.seconds());
        for (var name : part.names())
            plus(
                    sums,
                    "split " + name.kind() + " " + name.day() + " " + where + " " + name.name(),
                    name.n(),
                    name.good());
        for (var mark : part.marks()) {
            var pair = slots.computeIfAbsent(
                            mark.day() + " " + mark.site() + " " + mark.person() + " " + mark.step() + "|"
                                    + mark.slot(),
                            key -> new HashMap<>())
                    .computeIfAbsent(merchant.value(), id -> new long[2]);
            pair[0]++;
            pair[1] += mark.units();
        }
    }

    private static void share(String slot, Map<UUID, long[]> worked, Map<String, long[]> sums) {
        var marks = new HashMap<UUID, Long>();
        worked.forEach((merchant, pair) -> marks.put(merchant, pair[0]));
        var seconds = SlotShares.of(marks);
        assertThat(seconds.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(300);
        worked.forEach((merchant, pair) -> plus(
                sums,
                "labour " + slot.substring(0, slot.indexOf('|')) + " " + merchant,
                pair[1],
                java.util.Objects.requireNonNull(seconds.get(merchant))));
    }

    private void count(MerchantId merchant, Told fact, Map<String, long[]> sums) {
        var site = java.util.Objects.requireNonNull(fact.uuid("site"));
        var day = java.time.LocalDate.ofInstant(fact.at(), zones().apply(site));
        var where = "day " + day + " " + merchant + " " + site + "   ";
        long off = Math.abs(fact.number("expected") - fact.number("counted"));
        plus(sums, where + "BINS_COUNTED", 1, 0);
        plus(sums, where + "BINS_RIGHT", off == 0 ? 1 : 0, 0);
        plus(sums, where + "UNITS_EXPECTED", fact.number("expected"), 0);
        plus(sums, where + "UNITS_OFF", off, 0);
    }

    private static void plus(Map<String, long[]> sums, String key, long first, long second) {
        var pair = sums.computeIfAbsent(key, k -> new long[2]);
        pair[0] += first;
        pair[1] += second;
    }

    private Function<UUID, ZoneId> zones() {
        return site -> ZoneId.of(site.equals(sites.get(1).value()) ? "America/Phoenix" : "America/New_York");
    }

    private List<Told> told(MerchantId merchant) {
        return scenery
                .inTransaction(() -> jdbc.sql("select * from fact where merchant_id = :merchant")
                        .param("merchant", merchant.value())
                        .query((row, n) -> new Told(
                                row.getLong("id"),
                                row.getObject("root", UUID.class),
                                row.getObject("occurred_at", OffsetDateTime.class)
                                        .toInstant(),
                                row.getObject("subject", UUID.class),
                                row.getString("type"),
                                row.getString("actor_kind").equals("SYSTEM") ? null : row.getString("actor"),
                                row.getString("reason"),
                                row.getString("data") == null ? Map.of() : json.readValue(row.getString("data"), DATA)))
                        .list())
                .stream()
                .filter(fact ->
                        OrderStory.TYPES.contains(fact.type()) || fact.type().equals("stock.counted"))
                .toList();
    }

    /** What the tables hold of the two merchants, by the same keys. */
    private Map<String, String> kept() {
        var kept = new TreeMap<String, String>();
        scenery.inTransaction(() -> {
            for (var merchant : merchants) {
                read(kept, merchant, "select * from insight_day", row -> {
                    for (var measure : Measure.ALL) {
                        long value = row.getLong(measure.column());
                        if (value != 0)
                            kept.put(
                                    "day " + row.getString("day") + " " + where(row) + " " + row.getString("currency")
                                            + " " + measure,
                                    "" + value);
                    }
                });
                read(
                        kept,
                        merchant,
                        "select * from insight_spread",
                        row -> pair(
                                kept,
                                "spread " + row.getString("step") + " " + row.getString("day") + " " + where(row) + " "
                                        + row.getInt("bucket"),
                                row.getLong("n"),
                                row.getLong("seconds")));
                read(
                        kept,
                        merchant,
                        "select * from insight_split",
                        row -> pair(
                                kept,
                                "split " + row.getString("kind") + " " + row.getString("day") + " " + where(row) + " "
                                        + row.getString("name"),
                                row.getLong("n"),
                                row.getLong("good")));
                read(
                        kept,
                        merchant,
                        "select * from insight_labour",
                        row -> pair(
                                kept,
                                "labour " + row.getString("day") + " " + row.getString("warehouse_id") + " "
                                        + row.getString("person") + " " + row.getString("step") + " "
                                        + row.getString("merchant_id"),
                                row.getLong("units"),
                                row.getLong("seconds")));
            }
            return kept;
        });
        return kept;
    }

    private interface Row {
        void take(java.sql.ResultSet row) throws java.sql.SQLException;
    }

    private void read(Map<String, String> kept, MerchantId merchant, String sql, Row take) {
        assertThat(kept).isNotNull();
        jdbc.sql(
                        sql
                                + " where merchant_id = :merchant and generation = (select generation from insight_build where state = 'CURRENT')")
                .param("merchant", merchant.value())
                .query(row -> {
                    take.take(row);
                });
    }

    private static String where(java.sql.ResultSet row) throws java.sql.SQLException {
        return row.getString("merchant_id") + " " + row.getString("warehouse_id") + " " + row.getString("channel");
    }

    private static void pair(Map<String, String> kept, String key, long first, long second) {
        if (first != 0 || second != 0) kept.put(key, first + " " + second);
    }

    private long rows(String sql) {
        return scenery.inTransaction(() -> jdbc.sql(sql).query(Long.class).single());
    }
}

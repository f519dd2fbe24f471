package wharf.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import wharf.history.HistoricOrder;

class HistoryDayTest {
    private static final LocalDate UNTIL = LocalDate.of(2026, 11, 25);
    private static final Instant NOW = Instant.parse("2026-11-25T15:00:00Z");
    private static final List<HistoricOrder> ALL = IntStream.rangeClosed(1, 90)
            .mapToObj(before -> HistoryDay.of(UNTIL.minusDays(before), UNTIL, NOW))
            .flatMap(List::stream)
            .toList();

    private static Stream<HistoricOrder.Return> returns() {
        return ALL.stream()
                .flatMap(order -> order.returns() == null ? Stream.empty() : order.returns().stream())
                .map(Objects::requireNonNull);
    }

    @Test
    void a_day_is_the_same_orders_each_time() {
        var day = UNTIL.minusDays(50);

        assertThat(HistoryDay.of(day, UNTIL, NOW)).isEqualTo(HistoryDay.of(day, UNTIL, NOW));
    }

    @Test
    void forty_to_eighty_orders_a_day_and_each_id_once() {
        for (int before = 20; before <= 90; before++)
            assertThat(HistoryDay.of(UNTIL.minusDays(before), UNTIL, NOW)).hasSizeBetween(40, 84);
        var ids = ALL.stream()
                .map(order -> Objects.requireNonNull(order.order()).externalId())
                .toList();
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
    }

    @Test
    void it_grows_and_a_promotion_stands_out() {
        int early = orders(85, 90) / 6;
        int late = orders(26, 31) / 6;
        int promotion = orders(21, 24) / 4;

        assertThat(late).isGreaterThan(early);
        assertThat(promotion).isGreaterThan(late);
    }

    private static int orders(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .map(before ->
                        HistoryDay.of(UNTIL.minusDays(before), UNTIL, NOW).size())
                .sum();
    }

    @Test
    void about_one_in_sixteen_comes_back_and_some_parcels_are_late_or_lost() {
        assertThat(returns().count() / (double) ALL.size()).isBetween(0.045, 0.08);
        assertThat(returns().map(HistoricOrder.Return::reason).distinct().count())
                .isGreaterThan(3);
        var shipments = ALL.stream()
                .map(HistoricOrder::shipments)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .map(Objects::requireNonNull)
                .toList();
        assertThat(shipments).anyMatch(shipment -> shipment.lostAt() != null);
        assertThat(shipments).anyMatch(HistoryDayTest::late);
        assertThat(ALL)
                .anyMatch(order ->
                        "reship".equals(Objects.requireNonNull(order.order()).channel()));
    }

    private static boolean late(HistoricOrder.Shipment shipment) {
        var promised = shipment.promisedBy();
        var delivered = shipment.deliveredAt();
        return promised != null
                && delivered != null
                && LocalDate.ofInstant(delivered, java.time.ZoneOffset.UTC).isAfter(promised.plusDays(1));
    }

    @Test
    void postage_is_what_the_carrier_of_the_demo_charges_today() {
        long cheapest = 710;
        long hundreds = 20_000;
        var postage = ALL.stream()
                .flatMap(order -> Objects.requireNonNull(order.shipments()).stream())
                .map(shipment ->
                        Objects.requireNonNull(Objects.requireNonNull(shipment).postageMinor()))
                .toList();

        assertThat(postage).isNotEmpty().allMatch(minor -> minor >= cheapest);
        assertThat(postage.stream().mapToLong(minor -> minor).average().orElse(0))
                .isBetween(1_200.0, 2_500.0);
        assertThat(postage.stream().filter(minor -> minor > hundreds).count()).isLessThan(postage.size() / 200);
    }

    @Test
    void nearly_every_item_is_bought_by_somebody() {
        var bought = ALL.stream()
                .flatMap(order -> Objects.requireNonNull(
                        Objects.requireNonNull(order.order()).lines())
                        .stream())
                .map(line -> Objects.requireNonNull(line).sku())
                .collect(Collectors.toSet());
        var all = new ArrayList<String>();
        for (var merchant : DemoMerchant.ALL) merchant.items().forEach(item -> all.add(item.sku()));

        assertThat(all).hasSizeGreaterThanOrEqualTo(300);
        assertThat(all.stream().filter(bought::contains).count()).isGreaterThan(all.size() * 95L / 100);
    }
}

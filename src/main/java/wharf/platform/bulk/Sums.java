package wharf.platform.bulk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import wharf.platform.Shown;

/** Figures that are added up by label: counts, and money by currency. */
public final class Sums {
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final Map<String, Map<String, Long>> money = new LinkedHashMap<>();

    public Sums count(String label, long count) {
        counts.merge(label, count, Long::sum);
        return this;
    }

    public Sums money(String label, long minor, String currency) {
        money.computeIfAbsent(label, each -> new LinkedHashMap<>()).merge(currency, minor, Long::sum);
        return this;
    }

    Sums plus(Sums more) {
        more.counts.forEach(this::count);
        more.money.forEach((label, sums) -> sums.forEach((currency, minor) -> money(label, minor, currency)));
        return this;
    }

    List<BulkAction.Figure> figures() {
        var figures = new ArrayList<BulkAction.Figure>();
        counts.forEach((label, count) -> figures.add(new BulkAction.Figure(label, "%,d".formatted(count))));
        money.forEach((label, sums) -> sums.forEach(
                (currency, minor) -> figures.add(new BulkAction.Figure(label, Shown.money(minor, currency)))));
        return figures;
    }
}

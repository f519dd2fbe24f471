package wharf.yours;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.catalog.Items;
import wharf.yours.csv.Field;
import wharf.yours.csv.Format;

/** Joins what was read into orders, a few hundred at a time, and says what is wrong with each. */
@Component
class Checking {
    static final int MOST_ORDERS = 100_000;
    private static final int BATCH = 300;

    private final TrialFiles files;
    private final StagedRows rows;
    private final TrialProblems problems;
    private final TrialOrders orders;
    private final TrialItems trialItems;
    private final Items items;
    private final TransactionTemplate transaction;

    Checking(
            TrialFiles files,
            StagedRows rows,
            TrialProblems problems,
            TrialOrders orders,
            TrialItems trialItems,
            Items items,
            TransactionTemplate transaction) {
        this.files = files;
        this.rows = rows;
        this.problems = problems;
        this.orders = orders;
        this.trialItems = trialItems;
        this.items = items;
        this.transaction = transaction;
    }

    Reading.Went on(Trial trial, Patience patience) {
        var formats = files.of(trial.id()).stream().collect(Collectors.toMap(TrialFile::no, TrialFile::format));
        var position = trial.position();
        int count = trial.orders();
        while (true) {
            var keys = rows.orderKeys(trial.id(), position, BATCH);
            if (keys.isEmpty()) return Reading.Went.DONE;
            if (count + keys.size() > MOST_ORDERS) return Reading.Went.TOO_MANY;
            if (!batch(trial, formats, count, keys)) return Reading.Went.STOPPED;
            count += keys.size();
            position = keys.getLast();
            if (patience.isOver()) return Reading.Went.ON;
        }
    }

    private boolean batch(Trial trial, Map<Integer, Format> formats, int count, List<String> keys) {
        var byOrder = rows.of(trial.id(), TrialFile.Kind.ORDER, keys).stream()
                .collect(Collectors.groupingBy(Staged::key, LinkedHashMap::new, Collectors.toList()));
        var found = new ArrayList<TrialProblem>();
        var customers = first(
                rows.of(
                        trial.id(),
                        TrialFile.Kind.CUSTOMER,
                        byOrder.values().stream()
                                .flatMap(List::stream)
                                .map(row -> row.text(Field.CUSTOMER_ID))
                                .filter(key -> !key.isEmpty())
                                .distinct()
                                .toList()),
                found);
        var unread = problems.unread(trial.id(), keys);
        var assembled = new ArrayList<TrialOrder>();
        for (var key : keys) {
            var one = Assembly.order(
                    trial.settings(),
                    formats,
                    key,
                    Objects.requireNonNull(byOrder.get(key)),
                    customers,
                    unread.contains(key));
            assembled.add(one.order());
            found.addAll(one.problems());
        }
        var sized = sizes(trial, formats, byOrder, assembled, found);
        return Boolean.TRUE.equals(transaction.execute(status -> {
            problems.add(trial.id(), trial.merchant(), "CHECKING", found);
            trialItems.add(trial.id(), trial.merchant(), List.copyOf(sized.values()), units(assembled));
            boolean counted = orders.add(trial, count + 1, keys.getLast(), assembled);
            if (!counted) status.setRollbackOnly();
            return counted;
        }));
    }

    /** The first row of each key; a second one is told. */
    private static Map<String, Staged> first(List<Staged> rows, List<TrialProblem> found) {
        var first = new HashMap<String, Staged>();
        for (var row : rows) {
            var known = first.putIfAbsent(row.key(), row);
            if (known != null && !known.fields().equals(row.fields()))
                found.add(TrialProblem.slight(
                        row.fileNo(),
                        row.line(),
                        null,
                        row.kind() == TrialFile.Kind.CUSTOMER ? Field.CUSTOMER_ID.label() : Field.SKU.label(),
                        row.key(),
                        "It stands in the file twice and says something else; the first counts."));
        }
        return first;
    }

    private Map<String, Sized> sizes(
            Trial trial,
            Map<Integer, Format> formats,
            Map<String, List<Staged>> byOrder,
            List<TrialOrder> assembled,
            List<TrialProblem> found) {
        var lines = assembled.stream()
                .filter(order -> order.state() == TrialOrder.State.FIT)
                .flatMap(order -> order.lines().stream())
                .toList();
        var skus = lines.stream().map(TrialOrder.Line::sku).distinct().toList();
        var sized = new LinkedHashMap<>(trialItems.of(trial.id(), skus));
        var fresh =
                lines.stream().filter(line -> !sized.containsKey(line.sku())).toList();
        if (fresh.isEmpty()) return sized;
        var unknown = fresh.stream().map(TrialOrder.Line::sku).distinct().toList();
        var products = first(rows.of(trial.id(), TrialFile.Kind.PRODUCT, unknown), found);
        byOrder.values().stream()
                .flatMap(List::stream)
                .filter(row -> row.fields().keySet().stream().anyMatch(Field::isMeasure))
                .forEach(row -> products.putIfAbsent(row.text(Field.SKU), row));
        var finder = new Sizes(items.bySku(trial.merchant(), unknown), products, formats);
        sized.putAll(finder.of(fresh));
        found.addAll(finder.problems());
        return sized;
    }

    private static Map<String, Long> units(List<TrialOrder> orders) {
        return orders.stream()
                .filter(order -> order.state() == TrialOrder.State.FIT)
                .flatMap(order -> order.lines().stream())
                .collect(Collectors.toMap(TrialOrder.Line::sku, line -> (long) line.quantity(), Long::sum));
    }
}

package wharf.platform.list;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import wharf.platform.CurrentUser;
import wharf.platform.Cursor;
import wharf.platform.Filters;
import wharf.platform.Turn;
import wharf.platform.web.CsvExport;
import wharf.shared.Refusal;

/** Shows, counts and exports the lists of the console. */
@Component
public class Lists {
    private static final int SHOWN = 50;
    private static final int COUNTED = 1000;
    private static final int COUNTING_SECONDS = 1;
    private static final int EXPORTED_AT_ONCE = 500;

    private final SavedViews views;
    private final ObjectProvider<Listing<?>> listings;
    private final ObjectProvider<ListAction> actions;
    private final TransactionTemplate counting;

    Lists(
            SavedViews views,
            ObjectProvider<Listing<?>> listings,
            ObjectProvider<ListAction> actions,
            PlatformTransactionManager transactions) {
        this.views = views;
        this.listings = listings;
        this.actions = actions;
        this.counting = new TransactionTemplate(transactions);
        counting.setReadOnly(true);
        counting.setTimeout(COUNTING_SECONDS);
    }

    /** The list of that name; refuses one that there is not, or that the visitor may not see. */
    Listing<?> named(String name) {
        return listings.stream()
                .filter(listing -> listing.name().equals(name))
                .filter(listing -> CurrentUser.get().may(listing.authority()))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("list", name));
    }

    /** Where the list of that name stands; empty for rows that are listed on a page of another kind. */
    public Optional<String> path(String name) {
        return listings.stream()
                .filter(listing -> listing.name().equals(name))
                .findFirst()
                .map(Listing::path);
    }

    /**
     * Answers a list's page: its rows by keyset, or, asked for {@code part=total}, how many there are. Without any parameter the visitor's
     * standard view opens.
     *
     * @return the name of the template
     */
    public <R> String show(Listing<R> listing, Map<String, String> parameters, Model model) {
        return show(listing, parameters, model, "component/list-page");
    }

    /** As {@link #show(Listing, Map, Model)}, on a page of the list's own that holds {@code component.list}. */
    public <R> String show(Listing<R> listing, Map<String, String> parameters, Model model, String template) {
        if ("total".equals(parameters.get("part"))) {
            model.addAttribute("total", total(listing, new Asked(listing, parameters)));
            return "component/total";
        }
        model.addAttribute("list", page(listing, parameters));
        return template;
    }

    /** A page of a list that stands on a page of its own. */
    public <R> ListPage page(Listing<R> listing, Map<String, String> parameters) {
        var kept = views.kept(listing.name());
        var standard = parameters.isEmpty() ? SavedViews.standard(kept.views()) : Optional.<SavedViews.View>empty();
        if (standard.isEmpty()) return page(listing, kept, parameters);
        try {
            return page(listing, kept, standard.get().filters().values());
        } catch (Refusal outdated) {
            // What the view asks for is there no more, such as a merchant: its list must open nevertheless.
            return page(listing, kept, Map.of());
        }
    }

    private <R> ListPage page(Listing<R> listing, SavedViews.Kept kept, Map<String, String> parameters) {
        var asked = new Asked(listing, parameters);
        var turn = Turn.of(parameters.get("after"), parameters.get("before"), listing.cursorParts());
        var filters = filters(listing, asked);
        var leaf = turn.cut(listing.rows().read(asked, turn, SHOWN + 1), SHOWN, listing.cursor());
        var shown = shown(listing, filters, kept.columns());
        boolean whole = leaf.before() == null && leaf.after() == null && turn.from() == null;
        return new ListPage(
                listing.name(),
                listing.title(),
                listing.path(),
                listing.words(),
                asked.filters(),
                filters,
                shown.stream()
                        .map(column -> new ListPage.Head(column.label(), column.numeric()))
                        .toList(),
                leaf.items().stream().map(row -> line(listing, shown, row)).toList(),
                leaf.before(),
                leaf.after(),
                whole ? String.valueOf(leaf.items().size()) : null,
                kept.views().stream()
                        .map(view -> tab(listing, view, asked.filters()))
                        .toList(),
                listing.columns().stream()
                        .map(column -> new ListPage.Choice(column.name(), column.label(), shown.contains(column)))
                        .toList(),
                actions(listing.name()),
                listing.path() + asked.filters().query());
    }

    /** Those chosen; else those shown at first, but for one that says the same in every row. The first leads to the row's own page. */
    private <R> List<Column<R>> shown(Listing<R> listing, List<ListPage.ShownFilter> filters, List<String> chosen) {
        var offered = filters.stream().map(shown -> shown.filter().name()).collect(Collectors.toSet());
        var same = listing.filters().stream()
                .filter(filter -> filter.kind() == Filter.Kind.CHOICE_OF_SEVERAL && !offered.contains(filter.name()))
                .map(Filter::name)
                .collect(Collectors.toSet());
        var first = listing.columns().getFirst();
        return listing.columns().stream()
                .filter(column -> column.equals(first)
                        || (chosen.isEmpty()
                                ? column.atFirst() && !same.contains(column.name())
                                : chosen.contains(column.name())))
                .toList();
    }

    private static List<ListPage.ShownFilter> filters(Listing<?> listing, Asked asked) {
        var shown = new ArrayList<ListPage.ShownFilter>();
        for (var filter : listing.filters()) {
            var options = filter.options().get();
            if (filter.kind() == Filter.Kind.CHOICE_OF_SEVERAL && options.size() < 2) continue;
            shown.add(new ListPage.ShownFilter(
                    filter, Objects.requireNonNullElse(asked.text(filter.name()), ""), options));
        }
        return shown;
    }

    private static <R> ListPage.Line line(Listing<R> listing, List<Column<R>> columns, R row) {
        return new ListPage.Line(
                listing.key().apply(row),
                listing.label().apply(row),
                columns.stream().map(column -> column.cell().apply(row)).toList());
    }

    private static ListPage.Tab tab(Listing<?> listing, SavedViews.View view, Filters now) {
        return new ListPage.Tab(
                view.id(),
                view.name(),
                listing.path() + view.filters().query(),
                view.filters().values().equals(now.values()),
                view.owner().equals(CurrentUser.get().key()),
                view.shared(),
                view.standard(),
                view.ownerName());
    }

    private List<ListPage.Action> actions(String list) {
        return actions.stream()
                .filter(action ->
                        action.list().equals(list) && CurrentUser.get().may(action.authority()))
                .sorted(Comparator.comparingInt(ListAction::order).thenComparing(ListAction::name))
                .map(action -> new ListPage.Action(action.name(), action.label()))
                .toList();
    }

    /** How many rows match, counted up to {@value #COUNTED} and for a second at most: {@code 312}, {@code 1,000+}, or {@code many}. */
    private <R> String total(Listing<R> listing, Asked asked) {
        try {
            int found = Objects.requireNonNull(
                            counting.execute(status -> listing.rows().read(asked, Turn.START, COUNTED + 1)))
                    .size();
            return found > COUNTED ? "%,d+".formatted(COUNTED) : String.valueOf(found);
        } catch (QueryTimeoutException | TransactionTimedOutException tooLong) {
            return "many";
        }
    }

    /** Sends exactly the rows that match as CSV, all of them, page by page. */
    public <R> void export(Listing<R> listing, Map<String, String> parameters, HttpServletResponse response) {
        var asked = new Asked(listing, parameters);
        CsvExport.<R>send(
                response,
                listing.name() + ".csv",
                listing.fields().stream().map(Listing.Field::header).toList(),
                last -> listing.rows().read(asked, following(listing, last), EXPORTED_AT_ONCE),
                row -> cells(listing, row));
    }

    private static <R> List<? extends @Nullable Object> cells(Listing<R> listing, R row) {
        var cells = new ArrayList<@Nullable Object>();
        for (var field : listing.fields()) cells.add(field.value().apply(row));
        return cells;
    }

    private static <R> Turn following(Listing<R> listing, @Nullable R last) {
        return last == null
                ? Turn.START
                : Turn.after(Cursor.decode(listing.cursor().apply(last), listing.cursorParts()));
    }

    /**
     * Key and label of every row that matches, at most {@code most} of them; true when there are more.
     *
     * @param list refuses one that the visitor may not see
     * @param filters refuses one that the list has not: passed over, it would mean rows that nobody has meant
     */
    public boolean collect(String list, Map<String, String> filters, int most, BiConsumer<String, String> each) {
        var listing = named(list);
        var known = listing.filters().stream().map(Filter::name).toList();
        for (var filter : filters.entrySet())
            if (!known.contains(filter.getKey()))
                throw Refusal.invalid(
                        "unknown-filter",
                        "filters." + filter.getKey(),
                        filter.getValue(),
                        "This list is narrowed by " + String.join(", ", known) + ".");
        return collect(listing, filters, most, each);
    }

    private static <R> boolean collect(
            Listing<R> listing, Map<String, String> parameters, int most, BiConsumer<String, String> each) {
        var asked = new Asked(listing, parameters);
        R last = null;
        for (int taken = 0; taken <= most; ) {
            var rows = listing.rows().read(asked, following(listing, last), EXPORTED_AT_ONCE);
            for (var row : rows) {
                if (taken++ == most) return true;
                each.accept(listing.key().apply(row), listing.label().apply(row));
            }
            if (rows.size() < EXPORTED_AT_ONCE) return false;
            last = rows.getLast();
        }
        return true;
    }
}

package wharf.platform.list;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import wharf.platform.Shown;

/**
 * A list of the console, declared as a bean beside its controller.
 *
 * @param name what views and chosen columns of it are kept by; its page stands at {@code /name}, its export at {@code /name.csv}
 * @param fields of the CSV, which stay as they are whatever columns somebody shows
 * @param key what one row is told by, such as an order's id
 * @param label what people call a row, such as an order's number
 * @param cursor stands for a row when the list goes on, of {@code cursorParts} values
 */
public record Listing<R>(
        String name,
        String title,
        String authority,
        List<Filter> filters,
        List<Column<R>> columns,
        List<Field<R>> fields,
        Function<R, String> key,
        Function<R, String> label,
        Function<R, String> cursor,
        int cursorParts,
        Rows<R> rows,
        Words words) {
    /** A field of the CSV; null is an empty one. */
    public record Field<R>(String header, Function<R, @Nullable Object> value) {}

    /**
     * @param empty how the list fills, for who sees it empty
     * @param earlier where the page before leads
     * @param later where the next page leads
     */
    public record Words(String empty, String earlier, String later) {}

    public String path() {
        return "/" + name;
    }

    public static <R> Builder<R> of(String name, String title, String authority) {
        return new Builder<>(name, title, authority);
    }

    /** Declares a list, in the order in which people see it. */
    public static final class Builder<R> {
        private final String name;
        private final String title;
        private final String authority;
        private final List<Filter> filters = new ArrayList<>();
        private final List<Column<R>> columns = new ArrayList<>();
        private final List<Field<R>> fields = new ArrayList<>();
        private Words words = new Words("", "Newer", "Older");

        private Builder(String name, String title, String authority) {
            this.name = name;
            this.title = title;
            this.authority = authority;
        }

        /** The field that {@code /} leads to. */
        public Builder<R> search(String parameter, String hint) {
            filters.add(new Filter(parameter, "Search", Filter.Kind.SEARCH, hint, List::of));
            return this;
        }

        public Builder<R> typed(String parameter, String label, String hint) {
            filters.add(new Filter(parameter, label, Filter.Kind.TEXT, hint, List::of));
            return this;
        }

        public Builder<R> choice(String parameter, String label, Enum<?>[] constants) {
            var options = Arrays.stream(constants)
                    .map(one -> new Filter.Option(one.name(), Shown.words(one.name())))
                    .toList();
            filters.add(new Filter(parameter, label, Filter.Kind.CHOICE, "Any", () -> options));
            return this;
        }

        /** @param valuesAndLabels in turn */
        public Builder<R> choice(String parameter, String label, String... valuesAndLabels) {
            var options = new ArrayList<Filter.Option>();
            for (int i = 0; i < valuesAndLabels.length; i += 2)
                options.add(new Filter.Option(valuesAndLabels[i], valuesAndLabels[i + 1]));
            filters.add(new Filter(parameter, label, Filter.Kind.CHOICE, "Any", () -> options));
            return this;
        }

        /** A choice that is read anew for each page, and offered only where there are several. */
        public Builder<R> choiceOfSeveral(String parameter, String label, Supplier<List<Filter.Option>> options) {
            return choiceOfSeveral(parameter, label, "All", options);
        }

        /** @param otherwise what is shown when none is chosen */
        public Builder<R> choiceOfSeveral(
                String parameter, String label, String otherwise, Supplier<List<Filter.Option>> options) {
            filters.add(new Filter(parameter, label, Filter.Kind.CHOICE_OF_SEVERAL, otherwise, options));
            return this;
        }

        public Builder<R> column(String column, String label, Function<R, Cell> cell) {
            columns.add(new Column<>(column, label, false, true, cell));
            return this;
        }

        public Builder<R> number(String column, String label, Function<R, Cell> cell) {
            columns.add(new Column<>(column, label, true, true, cell));
            return this;
        }

        /** A column that is there for who asks for it. */
        public Builder<R> more(String column, String label, Function<R, Cell> cell) {
            columns.add(new Column<>(column, label, false, false, cell));
            return this;
        }

        public Builder<R> csv(String header, Function<R, @Nullable Object> value) {
            fields.add(new Field<>(header, value));
            return this;
        }

        /** How the list fills, for who sees it empty. */
        public Builder<R> empty(String sentence) {
            words = new Words(sentence, words.earlier(), words.later());
            return this;
        }

        public Builder<R> turns(String earlier, String later) {
            words = new Words(words.empty(), earlier, later);
            return this;
        }

        /** @param cursorParts how many values the cursor has */
        public Listing<R> from(
                Rows<R> rows,
                Function<R, String> key,
                Function<R, String> label,
                Function<R, String> cursor,
                int cursorParts) {
            return new Listing<>(
                    name,
                    title,
                    authority,
                    List.copyOf(filters),
                    List.copyOf(columns),
                    List.copyOf(fields),
                    key,
                    label,
                    cursor,
                    cursorParts,
                    rows,
                    words);
        }
    }
}

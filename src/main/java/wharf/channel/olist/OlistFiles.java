package wharf.channel.olist;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import wharf.channel.olist.OlistTables.Customer;
import wharf.channel.olist.OlistTables.Line;
import wharf.channel.olist.OlistTables.Order;
import wharf.channel.olist.OlistTables.Payment;
import wharf.channel.olist.OlistTables.Product;
import wharf.shared.Refusal;

/** The five tables as CSV texts with a header line each (RFC 4180, UTF-8). Columns are found by name; further ones are passed over. */
record OlistFiles(String orders, String items, String payments, String customers, String products) {

    /**
     * Reads {@code olist_orders.csv} and its four companions from a directory; the publisher's own names ({@code olist_orders_dataset.csv}) and
     * {@code olist_products_full.csv} are known too. Refuses a directory in which one is missing.
     */
    static OlistFiles in(Path directory) {
        return new OlistFiles(
                text(directory, "orders"),
                text(directory, "order_items"),
                text(directory, "order_payments"),
                text(directory, "customers"),
                text(directory, "products"));
    }

    private static String text(Path directory, String table) {
        var names =
                List.of("olist_" + table + ".csv", "olist_" + table + "_dataset.csv", "olist_" + table + "_full.csv");
        var file = names.stream()
                .map(directory::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
        try {
            return Files.readString(file.orElseThrow(() -> new NoSuchFileException(directory.toString())));
        } catch (NoSuchFileException missing) {
            throw Refusal.invalid(
                    "file-missing", table, directory, "There is no file of " + String.join(", ", names) + " in there.");
        } catch (MalformedInputException otherCharset) {
            throw Refusal.invalid("not-utf-8", table, file.orElse(directory), "Save the file as UTF-8.");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Refuses what is no CSV, a table without a column it needs, and an order, customer or product that stands there twice. */
    OlistTables read() {
        return new OlistTables(
                List.copyOf(keyed(
                                "orders",
                                orders,
                                Set.of("order_id", "customer_id", "order_status", "order_purchase_timestamp"),
                                OlistFiles::order,
                                Order::id)
                        .values()),
                grouped(
                        "items",
                        items,
                        Set.of("order_id", "order_item_id", "product_id", "price", "freight_value"),
                        OlistFiles::line,
                        Line::order,
                        Line::sequence),
                grouped(
                        "payments",
                        payments,
                        Set.of(
                                "order_id",
                                "payment_sequential",
                                "payment_type",
                                "payment_installments",
                                "payment_value"),
                        OlistFiles::payment,
                        Payment::order,
                        Payment::sequence),
                keyed(
                        "customers",
                        customers,
                        Set.of(
                                "customer_id",
                                "customer_unique_id",
                                "customer_zip_code_prefix",
                                "customer_city",
                                "customer_state"),
                        OlistFiles::customer,
                        Customer::id),
                keyed(
                        "products",
                        products,
                        Set.of(
                                "product_id",
                                "product_category_name",
                                "product_weight_g",
                                "product_length_cm",
                                "product_height_cm",
                                "product_width_cm"),
                        OlistFiles::product,
                        Product::id));
    }

    private static Order order(NamedCsvRecord row) {
        return new Order(
                row.getField("order_id"),
                row.getField("customer_id"),
                row.getField("order_status"),
                row.getField("order_purchase_timestamp"));
    }

    private static Line line(NamedCsvRecord row) {
        return new Line(
                row.getField("order_id"),
                row.getField("order_item_id"),
                row.getField("product_id"),
                row.getField("price"),
                row.getField("freight_value"));
    }

    private static Payment payment(NamedCsvRecord row) {
        return new Payment(
                row.getField("order_id"),
                row.getField("payment_sequential"),
                row.getField("payment_type"),
                row.getField("payment_installments"),
                row.getField("payment_value"));
    }

    private static Customer customer(NamedCsvRecord row) {
        return new Customer(
                row.getField("customer_id"),
                row.getField("customer_unique_id"),
                row.getField("customer_zip_code_prefix"),
                row.getField("customer_city"),
                row.getField("customer_state"));
    }

    private static Product product(NamedCsvRecord row) {
        return new Product(
                row.getField("product_id"),
                row.getField("product_category_name"),
                row.getField("product_weight_g"),
                row.getField("product_length_cm"),
                row.getField("product_height_cm"),
                row.getField("product_width_cm"));
    }

    private static <T> Map<String, T> keyed(
            String table, String csv, Set<String> columns, Function<NamedCsvRecord, T> row, Function<T, String> key) {
        var rows = new java.util.LinkedHashMap<String, T>();
        for (var next : rows(table, csv, columns, row)) {
            if (rows.put(key.apply(next), next) != null)
                throw Refusal.invalid("twice", table, key.apply(next), "This id stands in the table twice.");
        }
        return rows;
    }

    private static <T> Map<String, List<T>> grouped(
            String table,
            String csv,
            Set<String> columns,
            Function<NamedCsvRecord, T> row,
            Function<T, String> key,
            Function<T, String> sequence) {
        var groups = new HashMap<String, List<T>>();
        for (var next : rows(table, csv, columns, row))
            groups.computeIfAbsent(key.apply(next), order -> new ArrayList<>()).add(next);
        // As numbers: 2 comes before 10. What is no number keeps its place behind.
        groups.values().forEach(group -> group.sort(Comparator.comparingInt(next -> position(sequence.apply(next)))));
        return groups;
    }

    private static int position(String sequence) {
        return sequence.matches("[0-9]{1,9}") ? Integer.parseInt(sequence) : Integer.MAX_VALUE;
    }

    private static <T> List<T> rows(String table, String csv, Set<String> columns, Function<NamedCsvRecord, T> row) {
        var text = csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
        try (var reader = CsvReader.builder().ofNamedCsvRecord(text);
                Stream<NamedCsvRecord> records = reader.stream()) {
            return records.map(next -> {
                        require(table, columns, next);
                        return row.apply(next);
                    })
                    .toList();
        } catch (CsvParseException | IllegalArgumentException broken) {
            throw Refusal.invalid("not-csv", table, null, "This is not CSV with a header line: " + broken.getMessage());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void require(String table, Set<String> columns, NamedCsvRecord row) {
        var missing = new HashSet<>(columns);
        missing.removeAll(row.getFieldsAsMap().keySet());
        if (!missing.isEmpty())
            throw Refusal.invalid(
                    "column-missing",
                    table,
                    "line " + row.getStartingLineNumber(),
                    "This line lacks "
                            + String.join(", ", missing.stream().sorted().toList()) + ".");
    }
}

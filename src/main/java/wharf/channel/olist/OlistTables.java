package wharf.channel.olist;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The five tables, as text; items and payments by order, in their own sequence. As JSON the columns keep the names they have in the tables;
 * messages that were parked under shorter ones are read, too. What is left out there is empty, as it is in a table.
 */
record OlistTables(
        List<Order> orders,
        Map<String, List<Line>> lines,
        Map<String, List<Payment>> payments,
        Map<String, Customer> customers,
        Map<String, Product> products) {

    record Order(
            @JsonProperty("order_id") @JsonAlias("id") String id,

            @JsonProperty("customer_id") @JsonAlias("customer")
            String customer,

            @JsonProperty("order_status") @JsonAlias("status")
            String status,

            @JsonProperty("order_purchase_timestamp") @JsonAlias("purchasedAt")
            String purchasedAt) {
        Order {
            id = text(id);
            customer = text(customer);
            status = text(status);
            purchasedAt = text(purchasedAt);
        }
    }

    /** One unit of a product. */
    record Line(
            @JsonProperty("order_id") @JsonAlias("order") String order,

            @JsonProperty("order_item_id") @JsonAlias("sequence")
            String sequence,

            @JsonProperty("product_id") @JsonAlias("product")
            String product,

            @JsonProperty("price") String price,

            @JsonProperty("freight_value") @JsonAlias("freight")
            String freight) {
        Line {
            order = text(order);
            sequence = text(sequence);
            product = text(product);
            price = text(price);
            freight = text(freight);
        }
    }

    record Payment(
            @JsonProperty("order_id") @JsonAlias("order") String order,

            @JsonProperty("payment_sequential") @JsonAlias("sequence")
            String sequence,

            @JsonProperty("payment_type") @JsonAlias("type") String type,

            @JsonProperty("payment_installments") @JsonAlias("instalments")
            String instalments,

            @JsonProperty("payment_value") @JsonAlias("value")
            String value) {
        Payment {
            order = text(order);
            sequence = text(sequence);
            type = text(type);
            instalments = text(instalments);
            value = text(value);
        }
    }

    record Customer(
            @JsonProperty("customer_id") String id,
            @JsonProperty("customer_unique_id") String person,
            @JsonProperty("customer_zip_code_prefix") String zipPrefix,
            @JsonProperty("customer_city") String city,
            @JsonProperty("customer_state") String state) {
        Customer {
            id = text(id);
            person = text(person);
            zipPrefix = text(zipPrefix);
            city = text(city);
            state = text(state);
        }
    }

    record Product(
            @JsonProperty("product_id") String id,
            @JsonProperty("product_category_name") String category,
            @JsonProperty("product_weight_g") String grams,
            @JsonProperty("product_length_cm") String lengthCm,
            @JsonProperty("product_height_cm") String heightCm,
            @JsonProperty("product_width_cm") String widthCm) {
        Product {
            id = text(id);
            category = text(category);
            grams = text(grams);
            lengthCm = text(lengthCm);
            heightCm = text(heightCm);
            widthCm = text(widthCm);
        }
    }

    List<Line> linesOf(Order order) {
        return lines.getOrDefault(order.id(), List.of());
    }

    List<Payment> paymentsOf(Order order) {
        return payments.getOrDefault(order.id(), List.of());
    }

    /** Only these orders, with all that the other tables say about them. */
    OlistTables only(List<Order> chosen) {
        return new OlistTables(List.copyOf(chosen), lines, payments, customers, products);
    }

    /** The ids of the products that the orders ask for, whether the tables know them or not. */
    List<String> asked() {
        return orders.stream()
                .flatMap(order -> linesOf(order).stream())
                .map(Line::product)
                .distinct()
                .toList();
    }

    /** The products that the orders ask for and the tables know. */
    Map<String, Product> ordered() {
        var ordered = new LinkedHashMap<String, Product>();
        for (var id : asked()) {
            var product = products.get(id);
            if (product != null) ordered.put(id, product);
        }
        return ordered;
    }

    /** What is said about one order, to be kept with it. */
    Message about(Order order) {
        return new Message(
                order,
                linesOf(order),
                paymentsOf(order),
                customers.get(order.customer()),
                List.copyOf(only(List.of(order)).ordered().values()));
    }

    /**
     * All that the tables say about one order.
     *
     * @param customer null when the table of customers does not have the order's
     * @param products those of the items that the table of products has
     */
    record Message(
            Order order,
            @JsonProperty("items") @JsonAlias("lines") List<Line> lines,
            List<Payment> payments,
            @Nullable Customer customer,
            List<Product> products) {
        Message {
            order = Objects.requireNonNullElse(order, new Order("", "", "", ""));
            lines = rows(lines);
            payments = rows(payments);
            products = rows(products);
        }

        OlistTables tables() {
            var known = new LinkedHashMap<String, Product>();
            products.forEach(product -> known.putIfAbsent(product.id(), product));
            return new OlistTables(
                    List.of(order),
                    Map.of(order.id(), lines),
                    Map.of(order.id(), payments),
                    customer == null ? Map.of() : Map.of(customer.id(), customer),
                    known);
        }

        /** With what it lacks to be filled in: an item, the customer, each product that the items ask for. */
        Message toBeFilledIn() {
            var all = new ArrayList<>(products);
            var known = tables().products();
            for (var id : tables().asked()) if (!known.containsKey(id)) all.add(new Product(id, "", "", "", "", ""));
            return new Message(
                    order,
                    lines.isEmpty() ? List.of(new Line(order.id(), "1", "", "", "")) : lines,
                    payments,
                    customer == null ? new Customer(order.customer(), "", "", "", "") : customer,
                    all);
        }

        private static <T> List<T> rows(@Nullable List<T> rows) {
            if (rows == null) return List.of();
            if (rows.stream().anyMatch(Objects::isNull))
                throw new IllegalArgumentException("A row is null: leave it out or fill it.");
            return List.copyOf(rows);
        }
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}

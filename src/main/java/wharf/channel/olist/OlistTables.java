package wharf.channel.olist;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The five tables, as text; items and payments by order, in their own sequence. */
record OlistTables(
        List<Order> orders,
        Map<String, List<Line>> lines,
        Map<String, List<Payment>> payments,
        Map<String, Customer> customers,
        Map<String, Product> products) {

    record Order(String id, String customer, String status, String purchasedAt) {}

    /** One unit of a product. */
    record Line(String order, String sequence, String product, String price, String freight) {}

    record Payment(String order, String sequence, String type, String instalments, String value) {}

    record Customer(String id, String person, String zipPrefix, String city, String state) {}

    record Product(String id, String category, String grams, String lengthCm, String heightCm, String widthCm) {}

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

    /** The products that the orders ask for and the tables know. */
    Map<String, Product> ordered() {
        var ordered = new LinkedHashMap<String, Product>();
        for (var order : orders)
            for (var line : linesOf(order)) {
                var product = products.get(line.product());
                if (product != null) ordered.put(product.id(), product);
            }
        return ordered;
    }

    /** What is said about one order, to be kept with it. */
    Raw about(Order order) {
        return new Raw(order, linesOf(order), paymentsOf(order));
    }

    record Raw(Order order, List<Line> lines, List<Payment> payments) {}
}

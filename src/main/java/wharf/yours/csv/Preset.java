package wharf.yours.csv;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Formats that are known by their columns; what none of them says is guessed. */
public enum Preset {
    OLIST(
            "the Olist tables",
            "BR",
            "America/Sao_Paulo",
            "BRL",
            List.of(
                    Set.of("order id", "customer id", "order purchase timestamp"),
                    Set.of("order id", "order item id", "product id", "freight value"),
                    Set.of("order id", "payment sequential", "payment value"),
                    Set.of("customer id", "customer unique id", "customer zip code prefix"),
                    Set.of("product id", "product category name", "product weight g")),
            Map.of("order status", Field.STATUS),
            Set.of("customer unique id", "order item id", "seller id", "payment value", "payment type")),
    SHOPIFY(
            "Shopify's order export",
            "",
            "",
            "",
            List.of(
                    Set.of("name", "lineitem quantity", "lineitem name", "created at"),
                    Set.of("name", "lineitem sku", "created at")),
            Map.of("name", Field.ORDER_ID, "email", Field.EMAIL, "shipping", Field.SHIPPING, "total", Field.TOTAL),
            Set.of(
                    "id",
                    "billing name",
                    "billing street",
                    "billing address1",
                    "billing address2",
                    "billing city",
                    "billing zip",
                    "billing province",
                    "billing country",
                    "shipping street",
                    "lineitem fulfillment status",
                    "lineitem discount",
                    "lineitem compare at price",
                    "subtotal",
                    "refunded amount",
                    "outstanding balance",
                    "payment reference",
                    "source",
                    "paid at",
                    "fulfilled at")),
    WOOCOMMERCE(
            "WooCommerce's order export",
            "",
            "",
            "",
            List.of(
                    Set.of("order number", "order status", "order date", "first name shipping"),
                    Set.of("order number", "order status", "item cost"),
                    Set.of("order id", "shipping first name", "shipping address 1")),
            Map.of(
                    "order number", Field.ORDER_ID,
                    "first name shipping", Field.FIRST_NAME,
                    "last name shipping", Field.LAST_NAME,
                    "item cost", Field.UNIT_PRICE),
            Set.of(
                    "item",
                    "first name billing",
                    "last name billing",
                    "company billing",
                    "address 1 2 billing",
                    "city billing",
                    "state code billing",
                    "postcode billing",
                    "country code billing",
                    "order refund amount",
                    "order subtotal amount",
                    "paid date")),
    GENERIC("a table of orders", "", "", "", List.of(), Map.of(), Set.of());

    private final String label;
    private final String country;
    private final String zone;
    private final String currency;
    private final List<Set<String>> signatures;
    private final Map<String, Field> columns;
    private final Set<String> unused;

    Preset(
            String label,
            String country,
            String zone,
            String currency,
            List<Set<String>> signatures,
            Map<String, Field> columns,
            Set<String> unused) {
        this.label = label;
        this.country = country;
        this.zone = zone;
        this.currency = currency;
        this.signatures = signatures;
        this.columns = columns;
        this.unused = unused;
    }

    /** The format these columns belong to, {@link #GENERIC} if to none. */
    static Preset of(List<String> plainHeader) {
        return Arrays.stream(values())
                .filter(preset -> preset.signatures.stream().anyMatch(plainHeader::containsAll))
                .findFirst()
                .orElse(GENERIC);
    }

    /** The format of a file. */
    public static Preset of(Format format) {
        return of(format.header().stream().map(Names::plain).collect(Collectors.toList()));
    }

    public String label() {
        return label;
    }

    /** Where its orders go when no column says so; empty where the format does not tell. */
    public String country() {
        return country;
    }

    /** Where its local times are local; empty where the format does not tell. */
    public String zone() {
        return zone;
    }

    public String currency() {
        return currency;
    }

    Map<String, Field> columns() {
        return columns;
    }

    Set<String> unused() {
        return unused;
    }
}

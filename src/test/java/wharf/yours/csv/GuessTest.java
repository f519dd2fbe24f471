package wharf.yours.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class GuessTest {
    private static Map<String, Field> guessed(String csv) {
        var sniffed = Sniffer.sniff(csv.getBytes(StandardCharsets.UTF_8), true).orElseThrow();
        return Guess.columns(sniffed).entrySet().stream()
                .collect(Collectors.toMap(
                        column -> sniffed.format().header().get(column.getKey()),
                        column -> column.getValue().field()));
    }

    @Test
    void shopifysExportIsKnown() {
        var columns = guessed("""
                Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Billing Zip,Shipping Name,Shipping Address1,Shipping City,Shipping Zip,Shipping Province,Shipping Country,Notes,Cancelled at,Id
                #1,a@b.co,paid,x,unfulfilled,USD,1,2,3,4,5,2026-01-01 00:00:00 -0500,1,Mug,2,M,A,1,A B,S,C,12345,FL,US,,,99
                """);

        assertThat(columns)
                .containsEntry("Name", Field.ORDER_ID)
                .containsEntry("Fulfillment Status", Field.STATUS)
                .containsEntry("Shipping", Field.SHIPPING)
                .containsEntry("Created at", Field.PLACED_AT)
                .containsEntry("Lineitem quantity", Field.QUANTITY)
                .containsEntry("Lineitem sku", Field.SKU)
                .containsEntry("Lineitem name", Field.TITLE)
                .containsEntry("Shipping Name", Field.NAME)
                .containsEntry("Shipping Zip", Field.POSTCODE)
                .containsEntry("Shipping Province", Field.REGION)
                .containsEntry("Cancelled at", Field.CANCELLED_AT)
                .doesNotContainKeys("Billing Name", "Billing Zip", "Id", "Paid at", "Subtotal");
    }

    @Test
    void woocommercesExportIsKnown() {
        var columns = guessed("""
                Order Number,Order Status,Order Date,Customer Note,First Name (Billing),Last Name (Billing),First Name (Shipping),Last Name (Shipping),Address 1&2 (Shipping),City (Shipping),State Code (Shipping),Postcode (Shipping),Country Code (Shipping),Order Shipping Amount,Order Total Amount,SKU,Item #,Item Name,Quantity,Item Cost
                12,processing,2026-01-31 10:00,,A,B,C,D,S 1,Austin,TX,78701,US,5,15,S-1,1,Mug,1,10
                """);

        assertThat(columns)
                .containsEntry("Order Number", Field.ORDER_ID)
                .containsEntry("First Name (Shipping)", Field.FIRST_NAME)
                .containsEntry("Address 1&2 (Shipping)", Field.LINE1)
                .containsEntry("Postcode (Shipping)", Field.POSTCODE)
                .containsEntry("SKU", Field.SKU)
                .containsEntry("Item Cost", Field.UNIT_PRICE)
                .containsEntry("Order Shipping Amount", Field.SHIPPING)
                .doesNotContainKeys("First Name (Billing)", "Item #");
    }

    @Test
    void theOlistTablesAreKnown() {
        assertThat(
                        guessed(
                                "order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at\n1,c,delivered,2018-01-20 12:15:57,2018-01-20 12:37:13\n"))
                .isEqualTo(Map.of(
                        "order_id", Field.ORDER_ID,
                        "customer_id", Field.CUSTOMER_ID,
                        "order_status", Field.STATUS,
                        "order_purchase_timestamp", Field.PLACED_AT));
        assertThat(
                        guessed(
                                "order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value\n1,1,p,s,2018-01-20,2.5,1.5\n"))
                .isEqualTo(Map.of(
                        "order_id", Field.ORDER_ID,
                        "product_id", Field.SKU,
                        "price", Field.UNIT_PRICE,
                        "freight_value", Field.LINE_SHIPPING));
        assertThat(
                        guessed(
                                "customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state\nc,u,1310,sao paulo,SP\n"))
                .isEqualTo(Map.of(
                        "customer_id", Field.CUSTOMER_ID,
                        "customer_zip_code_prefix", Field.POSTCODE,
                        "customer_city", Field.CITY,
                        "customer_state", Field.REGION));
        assertThat(
                        guessed(
                                "product_id,product_category_name,product_weight_g,product_length_cm,product_height_cm,product_width_cm\np,livros,300,20,3,15\n"))
                .containsEntry("product_weight_g", Field.WEIGHT_G)
                .containsEntry("product_height_cm", Field.HEIGHT_CM)
                .containsEntry("product_category_name", Field.CATEGORY);
    }

    @Test
    void whatNoNameTellsIsGuessedByContent() {
        var columns = guessed(
                "order id,when,who,to,city,p,item\n1,31/01/2026,a@b.co,US,Austin,78701,X\n2,28/02/2026,c@d.co,CA,Paris,75001,Y\n3,01/03/2026,e@f.co,MX,Rome,00118,Z\n");

        assertThat(columns)
                .containsEntry("when", Field.PLACED_AT)
                .containsEntry("who", Field.EMAIL)
                .containsEntry("to", Field.COUNTRY)
                .containsEntry("p", Field.POSTCODE);
    }

    @Test
    void noFieldIsGivenTwice() {
        var sniffed = Sniffer.sniff(
                        "order id,order number,sku,SKU,qty,quantity\n1,2,a,b,1,1\n".getBytes(StandardCharsets.UTF_8),
                        true)
                .orElseThrow();

        assertThat(Guess.columns(sniffed).values())
                .extracting(Guess.Suggestion::field)
                .doesNotHaveDuplicates();
    }

    /** Each of these took hours where a pattern met them. */
    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void cellsOfAMegabyteAreNoAddressesAndTakeNoTime() {
        var dots = "a@" + ".".repeat(1_000_000) + "@";
        var groups = "1" + ",234".repeat(250_000);
        var rows = Collections.nCopies(20, List.of("1", dots, groups));
        var format = new Format("UTF-8", ',', 0, '.', null, false, List.of("n", "who", "much"));

        assertThat(Guess.columns(new Sniffer.Sniffed(format, rows)).values())
                .extracting(suggestion -> suggestion.field())
                .doesNotContain(Field.EMAIL);
        assertThat(Numbers.parse(groups, '.')).isEmpty();
        assertThat(Numbers.parse(groups + ".5", '.')).isEmpty();
        assertThat(Numbers.decimal(List.of(dots, groups, groups + ".50", "1,5")))
                .isEqualTo(',');
        assertThat(Dates.find(List.of(dots, groups), false)).isEmpty();
    }
}

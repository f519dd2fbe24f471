package wharf.yours.csv;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** What a column of somebody's table may mean. The names are those a header is compared with, best first, as {@link Names#plain} writes them. */
public enum Field {
    ORDER_ID(
            "Order number",
            Group.ORDER,
            "order id|order number|order no|order name|order ref|order reference|amazon order id|increment id|orderid|ordernumber|order|sales order|pedido|numero de pedido|id pedido|numero do pedido|bestellnummer|auftragsnummer|numero de commande|commande"),
    CUSTOMER_ID(
            "Customer number",
            Group.ORDER,
            "customer id|customer number|customerid|id cliente|cliente id|kundennummer"),
    PLACED_AT(
            "Placed at",
            Group.ORDER,
            "created at|order purchase timestamp|order date|order created date|placed at|purchase date|ordered at|date created|order time|created|fecha de pedido|fecha|data do pedido|data|bestelldatum|datum|date de commande|date"),
    STATUS(
            "Status",
            Group.ORDER,
            "fulfillment status|fulfilment status|order status|status|estado del pedido|situacao|statut"),
    CANCELLED_AT("Cancelled at", Group.ORDER, "cancelled at|canceled at|cancelled date|canceled date"),
    CURRENCY("Currency", Group.ORDER, "currency|order currency|currency code|moneda|moeda|wahrung|devise"),
    SHIPPING(
            "Shipping charged (order)",
            Group.ORDER,
            "order shipping amount|shipping amount|shipping cost|shipping total|shipping|envio|frete|versandkosten|versand"),
    DISCOUNT(
            "Discount (order)",
            Group.ORDER,
            "discount amount|cart discount amount|order discount amount|discount|descuento|desconto|rabatt"),
    TAX("Tax (order)", Group.ORDER, "order total tax amount|order tax amount|taxes|tax|tax amount|total tax"),
    TOTAL("Total", Group.ORDER, "order total amount|order total|grand total|total amount|total|order amount"),
    NOTE("Note", Group.ORDER, "customer note|order notes|notes|note|nota|notas"),
    EMAIL(
            "E-mail",
            Group.DESTINATION,
            "email|e mail|customer email|email billing|billing email|buyer email|correo|correo electronico"),
    PHONE(
            "Phone",
            Group.DESTINATION,
            "shipping phone|ship phone number|phone shipping|phone|phone billing|telefono|telefone|telefon"),
    NAME(
            "Recipient",
            Group.DESTINATION,
            "shipping name|ship to name|recipient name|recipient|ship to|customer name|full name|destinatario|nombre|nome|empfanger|name"),
    FIRST_NAME(
            "First name",
            Group.DESTINATION,
            "first name shipping|shipping first name|first name|nombre de pila|vorname|prenom"),
    LAST_NAME(
            "Last name",
            Group.DESTINATION,
            "last name shipping|shipping last name|last name|surname|apellidos|sobrenome|nachname|nom"),
    COMPANY("Company", Group.DESTINATION, "shipping company|company shipping|company|empresa|firma|entreprise"),
    LINE1(
            "Street",
            Group.DESTINATION,
            "shipping address1|shipping address 1|address 1 2 shipping|address 1 shipping|ship address 1|ship address line 1|shipping street|shipping address|address line 1|address 1|address1|street|address|direccion|endereco|strasse|adresse"),
    LINE2(
            "Street, second line",
            Group.DESTINATION,
            "shipping address2|shipping address 2|address 2 shipping|ship address 2|address line 2|address 2|address2|complemento"),
    CITY(
            "City",
            Group.DESTINATION,
            "shipping city|city shipping|ship city|ship to city|customer city|city|town|ciudad|cidade|stadt|ort|ville"),
    REGION(
            "State or province",
            Group.DESTINATION,
            "shipping province|state code shipping|shipping state|state shipping|ship state|ship to state|customer state|state|province|region|uf|provincia|bundesland"),
    POSTCODE(
            "Postcode",
            Group.DESTINATION,
            "shipping zip|postcode shipping|shipping postcode|shipping postal code|ship postal code|ship to zip|customer zip code prefix|zip code|zipcode|zip|postcode|postal code|codigo postal|cep|plz|code postal"),
    COUNTRY(
            "Country",
            Group.DESTINATION,
            "shipping country|country code shipping|shipping country code|country shipping|ship country|ship to country|country code|country|pais|land|pays"),
    SKU(
            "SKU",
            Group.LINE,
            "lineitem sku|sku|item sku|product sku|variant sku|seller sku|product id|productid|product code|item number|item code|article number|artikelnummer|referencia|codigo|item|produto id"),
    TITLE(
            "Item's name",
            Group.LINE,
            "lineitem name|item name|product name|product title|title|product|description|producto|produto|artikel|produit"),
    QUANTITY(
            "Quantity",
            Group.LINE,
            "lineitem quantity|quantity|quantity purchased|item quantity|qty|units|cantidad|quantidade|qtd|menge|anzahl|quantite"),
    UNIT_PRICE(
            "Price of a unit",
            Group.LINE,
            "lineitem price|item cost|unit price|item price|price each|price|precio|preco|preis|prix"),
    LINE_SHIPPING("Shipping charged (line)", Group.LINE, "freight value|item shipping|line shipping|shipping price"),
    CATEGORY(
            "Category",
            Group.ITEM,
            "product category name|product category|category|product type|categoria|kategorie|categorie|department"),
    WEIGHT_G(
            "Weight, g",
            Group.ITEM,
            "product weight g|weight g|weight grams|weight in grams|grams|variant grams|peso g|gewicht g"),
    WEIGHT_KG("Weight, kg", Group.ITEM, "weight kg|weight in kg|peso kg|gewicht kg|weight|peso|gewicht|poids"),
    WEIGHT_LB("Weight, lb", Group.ITEM, "weight lb|weight lbs|weight pounds"),
    WEIGHT_OZ("Weight, oz", Group.ITEM, "weight oz|weight ounces"),
    LENGTH_MM("Length, mm", Group.ITEM, "length mm"),
    LENGTH_CM("Length, cm", Group.ITEM, "product length cm|length cm|length|largo|comprimento|lange|longueur"),
    LENGTH_IN("Length, in", Group.ITEM, "length in|length inches"),
    WIDTH_MM("Width, mm", Group.ITEM, "width mm"),
    WIDTH_CM("Width, cm", Group.ITEM, "product width cm|width cm|width|ancho|largura|breite|largeur"),
    WIDTH_IN("Width, in", Group.ITEM, "width in|width inches"),
    HEIGHT_MM("Height, mm", Group.ITEM, "height mm"),
    HEIGHT_CM("Height, cm", Group.ITEM, "product height cm|height cm|height|alto|altura|hohe|hauteur"),
    HEIGHT_IN("Height, in", Group.ITEM, "height in|height inches");

    /** What a field belongs to. */
    public enum Group {
        ORDER("Order"),
        DESTINATION("Destination"),
        LINE("Line"),
        ITEM("Item");

        private final String label;

        Group(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    private final String label;
    private final Group group;
    private final List<String> names;

    Field(String label, Group group, String names) {
        this.label = label;
        this.group = group;
        this.names = List.of(names.split("\\|"));
    }

    public String label() {
        return label;
    }

    public Group group() {
        return group;
    }

    List<String> names() {
        return names;
    }

    /** Whether it holds an amount of money, whose decimal sign is to be found out. */
    public boolean isAmount() {
        return switch (this) {
            case SHIPPING, DISCOUNT, TAX, TOTAL, UNIT_PRICE, LINE_SHIPPING -> true;
            default -> false;
        };
    }

    /** Whether it holds a weight or a side, in the unit its name ends with. */
    public boolean isMeasure() {
        return name().startsWith("WEIGHT_") || isSide();
    }

    public boolean isSide() {
        return name().startsWith("LENGTH_") || name().startsWith("WIDTH_") || name().startsWith("HEIGHT_");
    }

    /** Grams or millimetres in one of the unit. */
    public BigDecimal unit() {
        var unit = name().substring(name().lastIndexOf('_') + 1).toLowerCase(Locale.ROOT);
        return switch (unit) {
            case "kg" -> BigDecimal.valueOf(1000);
            case "lb" -> new BigDecimal("453.59237");
            case "oz" -> new BigDecimal("28.349523125");
            case "cm" -> BigDecimal.TEN;
            case "in" -> new BigDecimal("25.4");
            default -> BigDecimal.ONE;
        };
    }
}

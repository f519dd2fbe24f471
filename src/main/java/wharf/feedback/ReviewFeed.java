package wharf.feedback;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import wharf.merchant.Merchant;
import wharf.merchant.Merchants;
import wharf.platform.Context;
import wharf.platform.Cursor;
import wharf.platform.Page;
import wharf.platform.PublicAddress;
import wharf.platform.Sql;
import wharf.shared.Actor;
import wharf.shared.Lane;
import wharf.shared.Refusal;
import wharf.shared.Scope;

/**
 * What a merchant has published, for whoever shows it elsewhere: as JSON, and as the product review feed 2.3 that Google and others read
 * (developers.google.com/product-review-feeds). That feed wants words: reviews of stars alone are in the JSON only.
 */
@RestController
class ReviewFeed {
    private static final int AT_ONCE = 500;
    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{1,31}");
    /** All but the characters of XML 1.0, section 2.2. */
    private static final Pattern NO_XML =
            Pattern.compile("[^\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd\\x{10000}-\\x{10ffff}]");

    private static final Context AT_THE_DOOR = new Context(Scope.ALL, Actor.system("shop"), Lane.SCREEN);
    private static final String SCHEMA =
            "http://www.google.com/shopping/reviews/schema/product/2.3/product_reviews.xsd";
    private static final String GTINS = """
            select item_id, code
            from barcode
            where item_id = any(:items)
            and units = 1
            and code ~ '^([0-9]{8}|[0-9]{12,14})$'
            order by item_id, code
            """;

    private final ItemReviews reviews;
    private final Merchants merchants;
    private final PublicAddress address;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    ReviewFeed(
            ItemReviews reviews,
            Merchants merchants,
            PublicAddress address,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.reviews = reviews;
        this.merchants = merchants;
        this.address = address;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** A published review. @param name as its writer wants to be called; empty for nobody in particular @param url the item's page */
    record Published(
            UUID id,
            String sku,
            String item,
            int stars,
            String text,
            String name,
            String language,
            @Nullable String reply,
            Instant submittedAt,
            String url) {}

    @GetMapping("/shop/{merchant}/reviews.json")
    @PreAuthorize("permitAll()")
    Page<Published> json(
            @PathVariable String merchant,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        var of = visited(merchant);
        int size = Math.clamp(limit, 1, AT_ONCE);
        var after = Cursor.decode(cursor, 1);
        var rows = shopper(of, () -> reviews.feed(of.id(), after == null ? null : after.uuid(0), size + 1));
        return Page.of(rows, size, review -> Cursor.encode(review.id())).map(review -> published(of, review));
    }

    private Published published(Merchant merchant, ItemReview review) {
        return new Published(
                review.id(),
                review.sku(),
                review.itemName(),
                review.stars(),
                review.text(),
                review.shownName(),
                review.locale(),
                review.reply(),
                review.submittedAt(),
                url(merchant, review));
    }

    private String url(Merchant merchant, ItemReview review) {
        return address.of("/shop/" + merchant.code() + "/items/" + review.item());
    }

    @GetMapping("/shop/{merchant}/reviews.xml")
    @PreAuthorize("permitAll()")
    void xml(@PathVariable String merchant, HttpServletResponse response) throws IOException, XMLStreamException {
        var of = visited(merchant);
        var rows = page(of, null);
        response.setContentType("application/xml");
        response.setCharacterEncoding("UTF-8");
        var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(response.getWriter());
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("feed");
        xml.writeNamespace("vc", "http://www.w3.org/2007/XMLSchema-versioning");
        xml.writeNamespace("xsi", "http://www.w3.org/2001/XMLSchema-instance");
        xml.writeAttribute("xsi", "http://www.w3.org/2001/XMLSchema-instance", "noNamespaceSchemaLocation", SCHEMA);
        text(xml, "version", "2.3");
        xml.writeStartElement("publisher");
        text(xml, "name", of.name());
        xml.writeEndElement();
        xml.writeStartElement("reviews");
        while (!rows.isEmpty()) {
            var gtins = gtins(of, rows);
            for (var review : rows)
                if (!review.text().isBlank())
                    write(xml, of, review, gtins.getOrDefault(review.item().value(), List.of()));
            rows = page(of, rows.getLast().id());
        }
        xml.writeEndDocument();
        xml.close();
    }

    private List<ItemReview> page(Merchant merchant, @Nullable UUID after) {
        return shopper(merchant, () -> reviews.feed(merchant.id(), after, AT_ONCE));
    }

    private Map<UUID, List<String>> gtins(Merchant merchant, List<ItemReview> rows) {
        return shopper(merchant, () -> {
            var gtins = new HashMap<UUID, List<String>>();
            transaction.executeWithoutResult(status -> jdbc.sql(GTINS)
                    .param(
                            "items",
                            Sql.ids(rows.stream()
                                    .map(ItemReview::item)
                                    .distinct()
                                    .toList()))
                    .query((row, n) -> gtins.computeIfAbsent(
                                    row.getObject("item_id", UUID.class), item -> new ArrayList<>())
                            .add(row.getString("code")))
                    .list());
            return gtins;
        });
    }

    private void write(XMLStreamWriter xml, Merchant merchant, ItemReview review, List<String> gtins)
            throws XMLStreamException {
        xml.writeStartElement("review");
        text(xml, "review_id", review.id().toString());
        xml.writeStartElement("reviewer");
        xml.writeStartElement("name");
        boolean nobody = review.shownName().isBlank();
        if (nobody) xml.writeAttribute("is_anonymous", "true");
        characters(xml, nobody ? "Anonymous" : review.shownName());
        xml.writeEndElement();
        xml.writeEndElement();
        text(xml, "review_timestamp", review.submittedAt().toString());
        text(xml, "content", review.text());
        xml.writeStartElement("review_url");
        xml.writeAttribute("type", "group");
        xml.writeCharacters(url(merchant, review));
        xml.writeEndElement();
        xml.writeStartElement("ratings");
        xml.writeStartElement("overall");
        xml.writeAttribute("min", "1");
        xml.writeAttribute("max", "5");
        xml.writeCharacters(Integer.toString(review.stars()));
        xml.writeEndElement();
        xml.writeEndElement();
        product(xml, merchant, review, gtins);
        text(xml, "is_spam", "false");
        text(xml, "collection_method", "post_fulfillment");
        xml.writeEndElement();
    }

    private void product(XMLStreamWriter xml, Merchant merchant, ItemReview review, List<String> gtins)
            throws XMLStreamException {
        xml.writeStartElement("products");
        xml.writeStartElement("product");
        xml.writeStartElement("product_ids");
        if (!gtins.isEmpty()) {
            xml.writeStartElement("gtins");
            for (var gtin : gtins) text(xml, "gtin", gtin);
            xml.writeEndElement();
        }
        xml.writeStartElement("skus");
        text(xml, "sku", review.sku());
        xml.writeEndElement();
        xml.writeEndElement();
        text(xml, "product_name", review.itemName());
        text(xml, "product_url", url(merchant, review));
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void text(XMLStreamWriter xml, String element, String text) throws XMLStreamException {
        xml.writeStartElement(element);
        characters(xml, text);
        xml.writeEndElement();
    }

    /** The writer takes what no XML may hold, and one such character would make the whole feed unreadable. */
    private static void characters(XMLStreamWriter xml, String text) throws XMLStreamException {
        xml.writeCharacters(NO_XML.matcher(text).replaceAll(""));
    }

    private Merchant visited(String code) {
        Optional<Merchant> found =
                CODE.matcher(code).matches() ? AT_THE_DOOR.call(() -> merchants.byCode(code)) : Optional.empty();
        return found.orElseThrow(() -> Refusal.notFound("shop", code));
    }

    private static <T> T shopper(Merchant merchant, java.util.function.Supplier<T> work) {
        return new Context(Scope.of(merchant.id()), Actor.shopper("shopper"), Lane.SCREEN).call(work::get);
    }
}

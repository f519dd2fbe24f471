package wharf.checkout;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import wharf.geography.Address;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Refusal;

/** The tables {@code cart} and {@code cart_line}, in the caller's scope. */
@Component
class Carts {
    static final int MOST_LINES = 100;
    static final int MOST_UNITS = 9999;
    private static final int REFERENCE_LENGTH = 10;
    /** Crockford's base 32: no letter that is taken for a digit. */
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final String CREATE = """
            insert into cart (id, merchant_id, reference, currency, language, created_at, touched_at)
            values (:id, :merchant, :reference, :currency, :language, :now, :now)
            """;
    private static final String FIND = """
            select id, merchant_id, reference, attempt, currency, language, email, phone, texts, ship_to::text as ship_to, service, hold_until,
                   order_id
            from cart
            where id = :id
            """;
    private static final String LINES = """
            select l.item_id, i.sku, i.name, i.kind = 'KIT' as kit, l.quantity, l.unit_price_minor
            from cart_line l
            join item i on i.id = l.item_id
            where l.cart_id = :cart
            order by l.added_at, i.sku
            """;
    private static final String LOCK_OPEN = """
            update cart
            set touched_at = :now
            where id = :id
            and order_id is null
            and hold_until is null
            """;
    private static final String ADD = """
            insert into cart_line (cart_id, item_id, merchant_id, quantity, unit_price_minor, added_at)
            select c.id, l.item, c.merchant_id, l.quantity, l.price, :now
            from cart c
            cross join unnest(:items, :quantities, :prices) as l (item, quantity, price)
            where c.id = :cart
            on conflict (cart_id, item_id) do update
            set quantity = least(cart_line.quantity + excluded.quantity, :most), unit_price_minor = excluded.unit_price_minor
            """;
    private static final String KEEP = """
            update cart
            set email = :email, phone = :phone, texts = :texts, ship_to = cast(:shipTo as jsonb), service = :service, language = :language,
                touched_at = :now
            where id = :id
            and order_id is null
            """;
    private static final String HOLD = """
            update cart
            set hold_until = coalesce(hold_until, :until), touched_at = :now
            where id = :id
            and order_id is null
            """;
    private static final String ORDERED = """
            update cart
            set order_id = :order, hold_until = coalesce(hold_until, :until)
            where id = :id
            and order_id is null
            """;
    private static final String DUE = """
            select id
            from cart
            where hold_until <= :now
            order by hold_until
            limit :limit
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final BusinessClock clock;
    private final SecureRandom random = new SecureRandom();

    Carts(JdbcClient jdbc, JsonMapper json, BusinessClock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** So many units of an item to be put into a cart. */
    record Put(ItemId item, int quantity, long unitPriceMinor) {}

    @Transactional
    public UUID create(MerchantId merchant, String currency, String language, List<Put> lines) {
        var id = Ids.next();
        jdbc.sql(CREATE)
                .param("id", id)
                .param("merchant", merchant.value())
                .param("reference", reference())
                .param("currency", currency)
                .param("language", language)
                .param("now", Sql.timestamp(clock.instant()))
                .update();
        if (!lines.isEmpty()) add(id, lines);
        return id;
    }

    private String reference() {
        var text = new StringBuilder(REFERENCE_LENGTH);
        for (int i = 0; i < REFERENCE_LENGTH; i++) text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        return text.toString();
    }

    @Transactional(readOnly = true)
    public Optional<Cart> find(UUID id) {
        var lines = lines(id);
        return jdbc.sql(FIND)
                .param("id", id)
                .query((row, n) -> new Cart(
                        row.getObject("id", UUID.class),
                        new MerchantId(row.getObject("merchant_id", UUID.class)),
                        row.getString("reference"),
                        row.getInt("attempt"),
                        row.getString("currency"),
                        row.getString("language"),
                        row.getString("email"),
                        row.getString("phone"),
                        row.getBoolean("texts"),
                        address(row.getString("ship_to")),
                        row.getString("service"),
                        instant(row.getObject("hold_until", OffsetDateTime.class)),
                        row.getObject("order_id", UUID.class) == null
                                ? null
                                : new OrderId(row.getObject("order_id", UUID.class)),
                        lines))
                .optional();
    }

    private List<CartLine> lines(UUID cart) {
        return jdbc.sql(LINES)
                .param("cart", cart)
                .query((row, n) -> new CartLine(
                        new ItemId(row.getObject("item_id", UUID.class)),
                        row.getString("sku"),
                        row.getString("name"),
                        row.getBoolean("kit"),
                        row.getInt("quantity"),
                        row.getLong("unit_price_minor")))
                .list();
    }

    private @Nullable Address address(@Nullable String text) {
        return text == null ? null : json.readValue(text, Address.class);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /** Puts units in, beside those that are there. Refuses a cart whose order has been handed in, and one too many lines. */
    @Transactional
    public void add(UUID cart, List<Put> lines) {
        lockOpen(cart);
        jdbc.sql(ADD)
                .param("cart", cart)
                .param("items", Sql.ids(lines.stream().map(Put::item).toList()))
                .param("quantities", Sql.ints(lines.stream().map(Put::quantity).toList()))
                .param(
                        "prices",
                        Sql.longs(lines.stream().map(Put::unitPriceMinor).toList()))
                .param("most", MOST_UNITS)
                .param("now", Sql.timestamp(clock.instant()))
                .update();
        int count = jdbc.sql("select count(*) from cart_line where cart_id = :cart")
                .param("cart", cart)
                .query(Integer.class)
                .single();
        if (count > MOST_LINES)
            throw Refusal.conflict("cart-full", "A cart holds " + MOST_LINES + " different items; order these first.");
    }

    /** Sets how many units of an item are in the cart; none takes it out. */
    @Transactional
    public void change(UUID cart, String sku, int quantity) {
        lockOpen(cart);
        var sql = quantity == 0
                ? "delete from cart_line where cart_id = :cart and item_id in (select id from item where sku = :sku)"
                : "update cart_line set quantity = :quantity where cart_id = :cart and item_id in (select id from item where sku = :sku)";
        var statement = jdbc.sql(sql).param("cart", cart).param("sku", sku);
        (quantity == 0 ? statement : statement.param("quantity", quantity)).update();
    }

    private void lockOpen(UUID cart) {
        int locked = jdbc.sql(LOCK_OPEN)
                .param("id", cart)
                .param("now", Sql.timestamp(clock.instant()))
                .update();
        if (locked == 0)
            throw Refusal.conflict(
                    "cart-ordered", "This cart has been ordered; it cannot change any more. Begin a new one.");
    }

    /** Keeps what the shopper has filled in, so that nothing typed is lost. */
    @Transactional
    public void keep(UUID cart, CheckoutForm form, String language) {
        jdbc.sql(KEEP)
                .param("id", cart)
                .param("email", form.email())
                .param("phone", form.phone())
                .param("texts", form.wantsTexts())
                .param("shipTo", json.writeValueAsString(form.address()))
                .param("service", form.service())
                .param("language", language)
                .param("now", Sql.timestamp(clock.instant()))
                .update();
    }

    /** From now on the cart does not change, and at {@code until} an order that is not paid gives its stock back. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean hold(UUID cart, Instant until) {
        return jdbc.sql(HOLD)
                        .param("id", cart)
                        .param("until", Sql.timestamp(until))
                        .param("now", Sql.timestamp(clock.instant()))
                        .update()
                == 1;
    }

    /** Moves the end of a hold. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void holdLonger(UUID cart, Instant until) {
        jdbc.sql("update cart set hold_until = :until where id = :id and hold_until is not null")
                .param("id", cart)
                .param("until", Sql.timestamp(until))
                .update();
    }

    /** Nothing is waited for any more. */
    @Transactional
    public void release(UUID cart) {
        jdbc.sql("update cart set hold_until = null where id = :id")
                .param("id", cart)
                .update();
    }

    /** The order was not taken: the cart can change again, unless it was taken by another click meanwhile. */
    @Transactional
    public void letGo(UUID cart) {
        jdbc.sql("update cart set hold_until = null where id = :id and order_id is null")
                .param("id", cart)
                .update();
    }

    /** Which order came of it; whatever another click made of the hold, it has an end. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void ordered(UUID cart, OrderId order, Instant until) {
        jdbc.sql(ORDERED)
                .param("id", cart)
                .param("order", order.value())
                .param("until", Sql.timestamp(until))
                .update();
    }

    /** The order came to nothing: the cart can change again, and what comes of it now is another order. */
    @Transactional
    public boolean reopen(UUID cart, OrderId order) {
        return jdbc.sql(
                                "update cart set order_id = null, hold_until = null, attempt = attempt + 1 where id = :id and order_id = :order")
                        .param("id", cart)
                        .param("order", order.value())
                        .update()
                == 1;
    }

    /** Carts whose hold is over. */
    @Transactional(readOnly = true)
    public List<UUID> due(Instant now, int limit) {
        return jdbc.sql(DUE)
                .param("now", Sql.timestamp(now))
                .param("limit", limit)
                .query(UUID.class)
                .list();
    }

    /** Forgets carts nobody ordered and nobody touched since; returns how many there were. */
    @Transactional
    public int forget(Instant before) {
        return jdbc.sql("delete from cart where order_id is null and hold_until is null and touched_at < :before")
                .param("before", Sql.timestamp(before))
                .update();
    }
}

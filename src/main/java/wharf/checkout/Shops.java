package wharf.checkout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.merchant.Merchant;
import wharf.merchant.Merchants;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.shared.Actor;
import wharf.shared.Lane;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;
import wharf.shared.Scope;

/** The shops and how they are run (table {@code shop}). */
@Service
public class Shops {
    private static final int USUAL_HOLD_MINUTES = 30;
    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{1,31}");
    /** Nobody is signed in: the merchant named in the address says whose rows are seen from then on. */
    private static final Context AT_THE_DOOR = new Context(Scope.ALL, Actor.system("shop"), Lane.SCREEN);

    private final JdbcClient jdbc;
    private final Merchants merchants;
    private final Facts facts;
    private final BusinessClock clock;
    private final TransactionTemplate transaction;

    Shops(JdbcClient jdbc, Merchants merchants, Facts facts, BusinessClock clock, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.merchants = merchants;
        this.facts = facts;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** The shop a shopper's address names, open or not; refuses when there is no such merchant. */
    Shop visited(String code) {
        var shop = AT_THE_DOOR.call(() -> transaction.execute(status -> find(code)));
        return java.util.Objects.requireNonNull(shop).orElseThrow(() -> Refusal.notFound("shop", code));
    }

    private Optional<Shop> find(String code) {
        return CODE.matcher(code).matches() ? merchants.byCode(code).map(this::shop) : Optional.empty();
    }

    /** The merchant's shop as it is set. */
    @Transactional(readOnly = true)
    public Shop of(MerchantId merchant) {
        return shop(merchants.find(merchant).orElseThrow(() -> Refusal.notFound("merchant", merchant)));
    }

    /** How a shop is set; a merchant without a row has none that is open. */
    private record Row(UUID merchantId, boolean open, int holdMinutes) {
        static Row none(Merchant merchant) {
            return new Row(merchant.id().value(), false, USUAL_HOLD_MINUTES);
        }
    }

    /** Every shop in the caller's scope, by the merchant's name. */
    @Transactional(readOnly = true)
    public List<Shop> all() {
        var rows = jdbc.sql("select merchant_id, open, hold_minutes from shop").query(Row.class).list().stream()
                .collect(Collectors.toMap(Row::merchantId, row -> row));
        return merchants.all().stream()
                .map(merchant -> shop(merchant, rows.getOrDefault(merchant.id().value(), Row.none(merchant))))
                .toList();
    }

    private Shop shop(Merchant merchant) {
        var set = jdbc.sql("select merchant_id, open, hold_minutes from shop where merchant_id = :merchant")
                .param("merchant", merchant.id().value())
                .query(Row.class)
                .optional();
        return shop(merchant, set.orElse(Row.none(merchant)));
    }

    private static Shop shop(Merchant merchant, Row set) {
        return new Shop(
                merchant.id(),
                merchant.code(),
                merchant.name(),
                merchant.brandColor(),
                merchant.currency(),
                merchant.locale(),
                merchant.allowSplit() && !merchant.shipComplete(),
                set.open(),
                Duration.ofMinutes(set.holdMinutes()));
    }

    /** Opens, closes or changes a merchant's shop. */
    @Transactional
    public void set(MerchantId merchant, ShopSettings settings) {
        int minutes = settings.holdMinutes() == null ? USUAL_HOLD_MINUTES : settings.holdMinutes();
        boolean open = Boolean.TRUE.equals(settings.open());
        jdbc.sql("""
                insert into shop (merchant_id, open, hold_minutes)
                values (:merchant, :open, :minutes)
                on conflict (merchant_id) do update
                set open = excluded.open, hold_minutes = excluded.hold_minutes
                """)
                .param("merchant", merchant.value())
                .param("open", open)
                .param("minutes", minutes)
                .update();
        facts.record(Fact.of(
                merchant,
                merchant.value(),
                "merchant",
                merchant.value(),
                open ? "shop.opened" : "shop.closed",
                clock.instant()));
    }
}

package wharf.merchant;

import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.CurrentUser;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.platform.list.Filter;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;

/** The merchants in the caller's scope. */
@Service
public class Merchants {
    private static final String SELECT = """
            select id, code, name, currency, locale, brand_color, sender_email, ship_complete, allow_split, training
            from merchant
            """;
    private static final String CREATE = """
            insert into merchant (id, code, name, currency, locale, brand_color, sender_email, ship_complete, allow_split, created_at)
            values (:id, :code, :name, :currency, coalesce(:locale, 'en'), coalesce(:brandColor, '#206bc4'), :senderEmail,
                    coalesce(:shipComplete, false), coalesce(:allowSplit, true), :now)
            """;
    private static final String CREATE_TRAINING = """
            insert into merchant (id, code, name, currency, sender_email, brand_color, training, created_at)
            values (:id, 'wharf-practice', 'Practice', 'USD', 'practice@training.example', '#b8860b', true, :now)
            on conflict (code) do nothing
            """;
    private static final RowMapper<Merchant> ROW = (row, n) -> new Merchant(
            new MerchantId(row.getObject("id", UUID.class)),
            row.getString("code"),
            row.getString("name"),
            row.getString("currency"),
            row.getString("locale"),
            row.getString("brand_color"),
            row.getString("sender_email"),
            row.getBoolean("ship_complete"),
            row.getBoolean("allow_split"),
            row.getBoolean("training"));

    private final JdbcClient jdbc;
    private final Facts facts;
    private final BusinessClock clock;

    Merchants(JdbcClient jdbc, Facts facts, BusinessClock clock) {
        this.jdbc = jdbc;
        this.facts = facts;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<Merchant> find(MerchantId id) {
        return jdbc.sql(SELECT + "where id = :id")
                .param("id", id.value())
                .query(ROW)
                .optional();
    }

    @Transactional(readOnly = true)
    public List<Merchant> find(Collection<MerchantId> ids) {
        return jdbc.sql(SELECT + "where id = any(:ids)")
                .param("ids", Sql.ids(ids))
                .query(ROW)
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<Merchant> byCode(String code) {
        return jdbc.sql(SELECT + "where code = :code")
                .param("code", code)
                .query(ROW)
                .optional();
    }

    /**
     * The merchant a request is about. A merchant's own user or token need not name it, and may name no other; the operator's must.
     *
     * @param codeOrId the field or parameter {@code merchant}
     */
    @Transactional(readOnly = true)
    public MerchantId requested(@Nullable String codeOrId) {
        if (codeOrId == null || codeOrId.isBlank()) return CurrentUser.merchantOf(null);
        return CurrentUser.merchantOf(named(codeOrId).orElseThrow(() -> Refusal.notFound("merchant", codeOrId)));
    }

    /** As {@link #requested}, where the operator may also mean all of them: null then. */
    @Transactional(readOnly = true)
    public @Nullable MerchantId filter(@Nullable String codeOrId) {
        boolean none = codeOrId == null || codeOrId.isBlank();
        return none && CurrentUser.get().merchant().isEmpty() ? null : requested(codeOrId);
    }

    private Optional<MerchantId> named(String codeOrId) {
        return jdbc.sql("select id from merchant where code = :name or id::text = :name")
                .param("name", codeOrId.strip())
                .query(UUID.class)
                .optional()
                .map(MerchantId::new);
    }

    @Transactional(readOnly = true)
    public List<Merchant> all() {
        return jdbc.sql(SELECT + "order by name, id").query(ROW).list();
    }

    /** What a list can be narrowed to. */
    @Transactional(readOnly = true)
    public List<Filter.Option> choices() {
        return all().stream()
                .map(merchant -> new Filter.Option(merchant.code(), merchant.name()))
                .toList();
    }

    /** Takes on a client; refuses a code that is taken and a currency there is not. Only the operator may. */
    @Transactional
    public MerchantId create(NewMerchant merchant) {
        if (!isKnown(merchant.currency()))
            throw Refusal.invalid(
                    "unknown-currency", "currency", merchant.currency(), "Give an ISO 4217 code such as USD.");
        var id = MerchantId.next();
        try {
            insert(id, merchant);
        } catch (DuplicateKeyException taken) {
            throw Refusal.conflict(
                    "code-taken", "code", merchant.code(), "Another merchant has this code; choose a different one.");
        }
        facts.record(Fact.of(id, id.value(), "merchant", id.value(), "merchant.created", clock.instant()));
        return id;
    }

    /** The merchant on whose orders staff practise; taken on when it is asked for first. Never billed, in no KPI. */
    @Transactional
    public Merchant training() {
        var known = firstTraining();
        if (known.isPresent()) return known.get();
        var id = MerchantId.next();
        jdbc.sql(CREATE_TRAINING)
                .param("id", id.value())
                .param("now", Sql.timestamp(clock.instant()))
                .update();
        return firstTraining().orElseThrow();
    }

    private Optional<Merchant> firstTraining() {
        return jdbc.sql(SELECT + "where training order by id limit 1")
                .query(ROW)
                .optional();
    }

    private static boolean isKnown(String currency) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(known -> known.getCurrencyCode().equals(currency));
    }

    private void insert(MerchantId id, NewMerchant merchant) {
        jdbc.sql(CREATE)
                .param("id", id.value())
                .param("code", merchant.code())
                .param("name", merchant.name())
                .param("currency", merchant.currency())
                .param("locale", merchant.locale())
                .param("brandColor", merchant.brandColor())
                .param("senderEmail", merchant.senderEmail())
                .param("shipComplete", merchant.shipComplete())
                .param("allowSplit", merchant.allowSplit())
                .param("now", Sql.timestamp(clock.instant()))
                .update();
    }
}

package wharf.sourcing;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Sql;
import wharf.shared.MerchantId;
import wharf.shared.Money;
import wharf.shared.OrderId;

/** The table {@code promise}: what shoppers were promised, made before their order is taken and never changed once it is. */
@Service
public class DeliveryPromises {
    private static final String MAKE = """
            insert into promise (merchant_id, channel, external_id, deliver_by, ship_by, service, currency, price_minor, source, page, made_at)
            values (:merchant, :channel, :externalId, :deliverBy, :shipBy, :service, :currency, :price, 'CHECKOUT', :page, :madeAt)
            on conflict (merchant_id, channel, external_id) do update
            set deliver_by = excluded.deliver_by, ship_by = excluded.ship_by, service = excluded.service, currency = excluded.currency,
                price_minor = excluded.price_minor, page = excluded.page, made_at = excluded.made_at
            where promise.order_id is null
            """;
    private static final String BIND = """
            update promise
            set order_id = :order
            where merchant_id = :merchant
            and channel = :channel
            and external_id = :externalId
            and order_id is null
            """;
    private static final String FIND = """
            select p.merchant_id, p.channel, p.external_id, p.deliver_by, p.ship_by, p.service, p.currency, p.price_minor, p.page, p.made_at
            from unnest(:merchants, :channels, :externalIds) as k (merchant_id, channel, external_id)
            join promise p on (p.merchant_id, p.channel, p.external_id) = (k.merchant_id, k.channel, k.external_id)
            """;
    private static final RowMapper<DeliveryPromise> ROW = (row, n) -> new DeliveryPromise(
            new MerchantId(row.getObject("merchant_id", UUID.class)),
            row.getString("channel"),
            row.getString("external_id"),
            row.getObject("deliver_by", LocalDate.class),
            row.getObject("ship_by", OffsetDateTime.class).toInstant(),
            row.getString("service"),
            Money.of(row.getLong("price_minor"), row.getString("currency")),
            row.getString("page"),
            row.getObject("made_at", OffsetDateTime.class).toInstant());

    private final JdbcClient jdbc;

    DeliveryPromises(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes a promise for an order about to be handed in; one for an order that has not been taken is replaced. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void make(DeliveryPromise promise) {
        jdbc.sql(MAKE)
                .param("merchant", promise.merchant().value())
                .param("channel", promise.channel())
                .param("externalId", promise.externalId())
                .param("deliverBy", promise.deliverBy())
                .param("shipBy", Sql.timestamp(promise.shipBy()))
                .param("service", promise.service())
                .param("currency", promise.price().currency())
                .param("price", promise.price().minor())
                .param("page", promise.page())
                .param("madeAt", Sql.timestamp(promise.madeAt()))
                .update();
    }

    /** Says which order came of it; true the first time. From now on the promise stands. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean bind(DeliveryPromise.Key key, OrderId order) {
        return jdbc.sql(BIND)
                        .param("merchant", key.merchant().value())
                        .param("channel", key.channel())
                        .param("externalId", key.externalId())
                        .param("order", order.value())
                        .update()
                == 1;
    }

    /** The promises made for these orders; those to whom nothing was promised are absent. */
    @Transactional(readOnly = true)
    public Map<DeliveryPromise.Key, DeliveryPromise> of(Collection<DeliveryPromise.Key> keys) {
        if (keys.isEmpty()) return Map.of();
        var wanted = List.copyOf(keys);
        return jdbc
                .sql(FIND)
                .param(
                        "merchants",
                        Sql.ids(wanted.stream()
                                .map(DeliveryPromise.Key::merchant)
                                .toList()))
                .param(
                        "channels",
                        Sql.texts(wanted.stream()
                                .map(DeliveryPromise.Key::channel)
                                .toList()))
                .param(
                        "externalIds",
                        Sql.texts(wanted.stream()
                                .map(DeliveryPromise.Key::externalId)
                                .toList()))
                .query(ROW)
                .list()
                .stream()
                .collect(Collectors.toMap(DeliveryPromise::key, Function.identity(), (a, b) -> a));
    }
}

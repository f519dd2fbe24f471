package wharf.shipping;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Sql;
import wharf.shared.FulfilmentId;
import wharf.shared.Money;

/** What each fulfilment in a parcel bears of its postage: by units, largest remainder, so that the shares add up. */
@Component
class PostageShares {
    private static final String STORE = """
            insert into postage_share (label_id, fulfilment_id, merchant_id, amount_minor)
            select :label, s.fulfilment_id, :merchant, s.amount
            from unnest(:fulfilments, :amounts) as s (fulfilment_id, amount)
            """;
    private static final String OF = "select fulfilment_id, amount_minor from postage_share where label_id = :label";

    private final JdbcClient jdbc;

    PostageShares(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    static Map<FulfilmentId, Money> split(Money postage, java.util.List<ParcelLine> lines) {
        var units = new LinkedHashMap<FulfilmentId, Long>();
        for (var line : lines) units.merge(line.fulfilment(), (long) line.quantity(), Long::sum);
        var parts = postage.split(java.util.List.copyOf(units.values()));
        var shares = new LinkedHashMap<FulfilmentId, Money>();
        int next = 0;
        for (var fulfilment : units.keySet()) shares.put(fulfilment, parts.get(next++));
        return shares;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void store(UUID label, ParcelView parcel, Money postage) {
        var shares = split(postage, parcel.lines());
        jdbc.sql(STORE)
                .param("label", label)
                .param("merchant", parcel.merchant().value())
                .param("fulfilments", Sql.ids(shares.keySet()))
                .param(
                        "amounts",
                        Sql.longs(shares.values().stream().map(Money::minor).toList()))
                .update();
    }

    Map<FulfilmentId, Money> of(UUID label, String currency) {
        var shares = new LinkedHashMap<FulfilmentId, Money>();
        jdbc.sql(OF).param("label", label).query(row -> {
            shares.put(new FulfilmentId(row.getObject(1, UUID.class)), Money.of(row.getLong(2), currency));
        });
        return shares;
    }
}

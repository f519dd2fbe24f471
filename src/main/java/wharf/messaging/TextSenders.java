package wharf.messaging;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Sql;
import wharf.shared.MerchantId;

/** The number each merchant's texts come from. A merchant without one is given a simulated number when its first text is written. */
@Component
class TextSenders {
    private static final String GIVE = """
            insert into text_sender (merchant_id)
            select m.id
            from unnest(:merchants) as m (id)
            where not exists (select from text_sender s where s.merchant_id = m.id)
            on conflict (merchant_id) do nothing
            """;

    private final JdbcClient jdbc;

    TextSenders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    Map<MerchantId, String> numbers(Collection<MerchantId> merchants) {
        jdbc.sql(GIVE).param("merchants", Sql.ids(merchants)).update();
        var numbers = new HashMap<MerchantId, String>();
        jdbc.sql("select merchant_id, number from text_sender where merchant_id = any(:merchants)")
                .param("merchants", Sql.ids(merchants))
                .query((row, n) ->
                        numbers.put(new MerchantId(row.getObject("merchant_id", UUID.class)), row.getString("number")))
                .list();
        return numbers;
    }

    @Transactional(readOnly = true)
    public Optional<MerchantId> merchantOf(String number) {
        return jdbc.sql("select merchant_id from text_sender where number = :number")
                .param("number", number)
                .query(UUID.class)
                .optional()
                .map(MerchantId::new);
    }
}

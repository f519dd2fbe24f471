package wharf.order;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;

/** What people on the floor must know or do with an order, and who confirmed it. */
@Service
public class Instructions {
    private static final String SELECT = """
            select id, order_id, line_no, type, stage, text, source, acknowledged_by
            from instruction
            where order_id = any(:orders)
            order by order_id, line_no nulls first, id
            """;
    private static final String ACKNOWLEDGE = """
            update instruction
            set acknowledged_at = :now, acknowledged_by = :by
            where id = :id
            and acknowledged_at is null
            returning order_id, merchant_id, text
            """;

    private final JdbcClient jdbc;
    private final Facts facts;
    private final BusinessClock clock;

    Instructions(JdbcClient jdbc, Facts facts, BusinessClock clock) {
        this.jdbc = jdbc;
        this.facts = facts;
        this.clock = clock;
    }

    /** One instruction; {@code lineNo} null means the whole order. */
    public record Instruction(
            UUID id,
            UUID orderId,
            @Nullable Integer lineNo,
            String type,
            String stage,
            String text,
            String source,
            @Nullable String acknowledgedBy) {}

    private record Acknowledged(UUID orderId, UUID merchantId, String text) {}

    @Transactional(readOnly = true)
    public List<Instruction> of(Collection<OrderId> orders) {
        return jdbc.sql(SELECT)
                .param("orders", Sql.ids(orders))
                .query(Instruction.class)
                .list();
    }

    /** Records who confirmed it and when; confirming again changes nothing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void acknowledge(UUID id) {
        jdbc.sql(ACKNOWLEDGE)
                .param("id", id)
                .param("now", Sql.timestamp(clock.instant()))
                .param("by", Context.current().actor().name())
                .query(Acknowledged.class)
                .optional()
                .ifPresent(done -> facts.record(Fact.of(
                                new MerchantId(done.merchantId()),
                                done.orderId(),
                                "instruction",
                                id,
                                "instruction.acknowledged",
                                clock.instant())
                        .because(done.text())));
    }
}

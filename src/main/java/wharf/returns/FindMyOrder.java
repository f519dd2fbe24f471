package wharf.returns;

import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.order.Orders;
import wharf.platform.BusinessClock;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;

/**
 * For shoppers without their mail at hand: who knows an order's number and its e-mail address is mailed the link, at that address. The answer
 * says nothing about whether there is such an order, and one order is mailed at most once an hour.
 */
@Service
public class FindMyOrder {
    private static final String FIND = """
            select id
            from orders
            where id in (select order_search(:number, 500))
            and merchant_id = :merchant
            and (external_id = :number or number = :numeric)
            and lower(email) = lower(:email)
            order by placed_at desc
            limit 1
            """;

    private final JdbcClient jdbc;
    private final Orders orders;
    private final ReturnNotices notices;
    private final BusinessClock clock;

    FindMyOrder(JdbcClient jdbc, Orders orders, ReturnNotices notices, BusinessClock clock) {
        this.jdbc = jdbc;
        this.orders = orders;
        this.notices = notices;
        this.clock = clock;
    }

    /** Mails the link, or does nothing. */
    @Transactional
    public void mail(MerchantId merchant, String number, String email) {
        var text = number.strip().replaceFirst("^#", "");
        if (text.isEmpty() || text.length() > 100 || email.length() > 254) return;
        if (text.indexOf('\0') >= 0 || email.indexOf('\0') >= 0) return;
        var hour = clock.instant().truncatedTo(ChronoUnit.HOURS).toString();
        jdbc.sql(FIND)
                .param("merchant", merchant.value())
                .param("number", text)
                .param("numeric", text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1L)
                .param("email", email.strip())
                .query(UUID.class)
                .optional()
                .flatMap(id -> orders.find(new OrderId(id)))
                .ifPresent(order -> notices.link(order, hour));
    }
}

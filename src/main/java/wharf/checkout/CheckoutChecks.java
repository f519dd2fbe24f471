package wharf.checkout;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.InvariantCheck;

/** What must always hold of checkouts. */
@Configuration(proxyBeanMethods = false)
class CheckoutChecks {
    private static final String ENDLESS = """
            select o.id::text as subject, 'cart ' || c.reference || ' waits for its payment without an end' as detail
            from cart c
            join orders o on o.id = c.order_id
            where o.state in ('RECEIVED', 'AWAITING_PAYMENT')
            and c.hold_until is null
            limit :limit
            """;
    private static final String STRAY = """
            select p.order_id::text as subject, 'promise of ' || p.external_id || ' is bound to order ' || o.external_id as detail
            from promise p
            join orders o on o.id = p.order_id
            where (p.merchant_id, p.channel, p.external_id) <> (o.merchant_id, o.channel, o.external_id)
            limit :limit
            """;

    @Bean
    InvariantCheck unpaidCheckoutsEnd() {
        return InvariantCheck.sql(
                "unpaid-checkouts-end",
                "An order of the checkout that is not paid has a time at which its stock is given back.",
                ENDLESS);
    }

    @Bean
    InvariantCheck promisesBelongToTheirOrder() {
        return InvariantCheck.sql(
                "promises-belong-to-their-order", "A delivery promise is bound to the order it was made for.", STRAY);
    }
}

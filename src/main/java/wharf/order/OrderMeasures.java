package wharf.order;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.Measure;

/** How many orders are where. Finished ones are not counted: their number only grows, and so would the counting. */
@Configuration(proxyBeanMethods = false)
class OrderMeasures {
    private static final Set<OrderState> OPEN = EnumSet.range(OrderState.RECEIVED, OrderState.PARTIALLY_SHIPPED);

    @Bean
    Measure openOrders() {
        return new Measure("wharf.orders.open", "Orders that are not shipped, closed or cancelled, by state", """
                select state, count(*) as value
                from orders
                where state not in ('SHIPPED', 'DELIVERED', 'CLOSED', 'CANCELLED')
                and merchant_id not in (select training_merchants())
                group by state
                """)
                .each("state", OPEN.stream().map(OrderState::name).toList());
    }

    @Bean
    Measure openHolds() {
        return new Measure("wharf.orders.holds", "Open holds by kind", """
                select kind, count(*) as value
                from order_hold
                where lifted_at is null
                group by kind
                """)
                .each(
                        "kind",
                        Arrays.stream(Hold.Kind.values()).map(Hold.Kind::name).toList());
    }

    @Bean
    Measure parkedMessages() {
        return new Measure("wharf.orders.parked", "Messages of channels that wait for a person", """
                select count(*) as value
                from parked_message
                where resolved_at is null
                """);
    }
}

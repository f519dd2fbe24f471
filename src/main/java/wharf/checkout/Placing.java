package wharf.checkout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.geography.Address;
import wharf.geography.Addresses;
import wharf.messaging.Phones;
import wharf.messaging.TextConsents;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.order.OrderState;
import wharf.payment.PaymentOffer;
import wharf.platform.BusinessClock;
import wharf.platform.Decisions;
import wharf.platform.KillPoint;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Refusal;
import wharf.sourcing.DeliveryOption;
import wharf.sourcing.DeliveryPromise;
import wharf.sourcing.DeliveryPromises;

/**
 * Makes an order of a cart, once. First the cart is held and the promise written, then the order is handed in like any other, under an external
 * id that belongs to the cart: a second click, a replay or another node gets the same order. No lock spans the call to the payment provider;
 * what a node leaves behind when it dies here, {@link HoldSweep} takes up.
 */
@Component
class Placing {
    private static final String KNOWN = """
            select id, state
            from orders
            where merchant_id = :merchant
            and channel = :channel
            and external_id = :externalId
            """;

    private final Carts carts;
    private final Storefront storefront;
    private final OrderIntake intake;
    private final DeliveryPromises promises;
    private final Decisions decisions;
    private final TextConsents consents;
    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;

    Placing(
            Carts carts,
            Storefront storefront,
            OrderIntake intake,
            DeliveryPromises promises,
            Decisions decisions,
            TextConsents consents,
            JdbcClient jdbc,
            BusinessClock clock,
            TransactionTemplate transaction,
            ApplicationEventPublisher events) {
        this.carts = carts;
        this.storefront = storefront;
        this.intake = intake;
        this.promises = promises;
        this.decisions = decisions;
        this.consents = consents;
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = transaction;
        this.events = events;
    }

    /**
     * What a shopper has decided.
     *
     * @param cart with the contact and address as kept
     * @param page path of the page where the order can be followed
     */
    record Choice(Shop shop, Cart cart, DeliveryOption delivery, PaymentOffer pay, String page) {}

    /** An order that came of a cart. */
    record Known(UUID id, OrderState state) {
        OrderId order() {
            return new OrderId(id);
        }

        /** Handed in, and waiting for its money. */
        boolean isUnpaid() {
            return state == OrderState.RECEIVED || state == OrderState.AWAITING_PAYMENT;
        }
    }

    Placed place(Choice choice) {
        var before = java.util.Objects.requireNonNull(transaction.execute(status -> begin(choice)));
        if (before.isPresent()) return new Placed.Taken(before.get());
        KillPoint.reached("checkout.held");
        var result = intake.take(List.of(order(choice))).getFirst();
        KillPoint.reached("checkout.taken");
        return switch (result) {
            case IntakeResult.Accepted accepted -> taken(choice, accepted.id());
            case IntakeResult.Replayed replayed -> taken(choice, replayed.id());
            case IntakeResult.Revising revising -> taken(choice, revising.id());
            case IntakeResult.Refused refused -> refused(choice, refused);
        };
    }

    /** The order there is already; none after everything that has to outlive this node is written. */
    private Optional<OrderId> begin(Choice choice) {
        var cart = choice.cart();
        boolean held = carts.hold(cart.id(), clock.instant().plus(choice.shop().hold()));
        if (!held)
            return Optional.of(carts.find(cart.id())
                    .map(Cart::order)
                    .orElseThrow(() -> Refusal.notFound("cart", cart.reference())));
        promises.make(new DeliveryPromise(
                cart.merchant(),
                Cart.CHANNEL,
                cart.externalId(),
                choice.delivery().deliverBy(),
                choice.delivery().shipBy(),
                choice.delivery().service(),
                choice.delivery().price(),
                choice.page(),
                clock.instant()));
        if (cart.texts()) phone(cart).ifPresent(phone -> consent(cart, phone));
        return Optional.empty();
    }

    /** A yes to texts, in the words that were read; one that stands already is not written down twice. */
    private void consent(Cart cart, String phone) {
        var subscriber = new TextConsents.Subscriber(cart.merchant(), phone);
        if (consents.granted(List.of(subscriber)).contains(subscriber)) return;
        consents.record(
                cart.merchant(),
                phone,
                true,
                TextConsents.Source.CHECKOUT,
                ShopWords.in(cart.language()).say("contact.texts"));
    }

    private static NewOrder order(Choice choice) {
        var cart = choice.cart();
        long shipping = choice.delivery().price().minor();
        long total = cart.subtotalMinor() + shipping;
        return NewOrder.of(cart.merchant().toString(), Cart.CHANNEL, cart.externalId())
                .revision(0)
                .currency(cart.currency())
                .lines(cart.lines().stream()
                        .<NewOrder.@Nullable Line>map(line -> new NewOrder.Line(
                                line.sku(), line.quantity(), line.unitPriceMinor(), null, null, null, null, null))
                        .toList())
                .shipTo(shipTo(cart))
                .email(cart.email() == null ? null : cart.email().strip())
                .locale(cart.language())
                .shippingMinor(shipping)
                .totalMinor(total)
                .tenders(
                        total == 0
                                ? List.of()
                                : List.of(new NewOrder.Tender(
                                        choice.pay().method().name(),
                                        false,
                                        total,
                                        choice.pay().instrument())))
                .shortage(NewOrder.Shortage.REFUSE)
                .service(choice.delivery().service())
                .build();
    }

    /** The number as everybody can dial it. */
    private static Optional<String> phone(Cart cart) {
        return Phones.e164(
                cart.phone(), cart.shipTo() == null ? null : cart.shipTo().country());
    }

    private static @Nullable Address shipTo(Cart cart) {
        if (cart.shipTo() == null) return null;
        var to = Addresses.normalise(cart.shipTo());
        return new Address(
                to.name(),
                to.company(),
                to.line1(),
                to.line2(),
                to.city(),
                to.region(),
                to.postcode(),
                to.country(),
                phone(cart).orElse(null),
                to.email());
    }

    private Placed taken(Choice choice, OrderId order) {
        transaction.executeWithoutResult(status -> {
            boolean first = bind(
                    choice.cart(), order, clock.instant().plus(choice.shop().hold()));
            if (first)
                decisions.record(
                        List.of(choice.delivery().decision(choice.cart().merchant(), order, clock.instant())));
        });
        return new Placed.Taken(order);
    }

    /** Notes which order came of a cart; true the first time. In a transaction. */
    boolean bind(Cart cart, OrderId order, Instant until) {
        carts.ordered(cart.id(), order, until);
        boolean first = promises.bind(new DeliveryPromise.Key(cart.merchant(), Cart.CHANNEL, cart.externalId()), order);
        if (first) events.publishEvent(new CartOrdered(cart.merchant(), cart.id(), order));
        return first;
    }

    private Placed refused(Choice choice, IntakeResult.Refused refused) {
        var cart = choice.cart();
        return switch (refused.reason()) {
            case SOLD_OUT -> {
                carts.letGo(cart.id());
                yield new Placed.SoldOut(shortages(choice.shop(), cart));
            }
            case INVALID -> {
                carts.letGo(cart.id());
                yield new Placed.Wrong(refused.problems());
            }
            case BUSY -> {
                carts.letGo(cart.id());
                yield new Placed.Busy();
            }
            // With other content: what was sent first counts. Unknown: the hold stays until the sweep knows better.
            case CONFLICT, FAULT ->
                known(cart.merchant(), cart.externalId())
                        .<Placed>map(known -> taken(choice, known.order()))
                        .orElseGet(Placed.Busy::new);
        };
    }

    /** The lines of which less is left than is wanted. */
    List<Placed.Short> shortages(Shop shop, Cart cart) {
        var lines = cart.lines();
        var left = storefront.left(shop, lines.stream().map(CartLine::item).toList());
        return lines.stream()
                .map(line -> new Placed.Short(
                        line,
                        Optional.ofNullable(left.get(line.item().value()))
                                .map(Goods::available)
                                .orElse(0L)))
                .filter(line -> line.left() < line.line().quantity())
                .toList();
    }

    /** The order with this external id, if it was taken. */
    Optional<Known> known(MerchantId merchant, String externalId) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> jdbc.sql(KNOWN)
                .param("merchant", merchant.value())
                .param("channel", Cart.CHANNEL)
                .param("externalId", externalId)
                .query((row, n) ->
                        new Known(row.getObject("id", UUID.class), OrderState.valueOf(row.getString("state"))))
                .optional()));
    }
}

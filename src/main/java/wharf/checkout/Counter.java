package wharf.checkout;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.payment.AttemptKind;
import wharf.payment.AttemptState;
import wharf.payment.PaymentOffer;
import wharf.payment.PaymentView;
import wharf.payment.Payments;
import wharf.platform.FormProblems;
import wharf.shared.Problem;
import wharf.sourcing.DeliveryOption;

/** Puts together what the checkout shows. */
@Component
class Counter {
    private final Deliveries deliveries;
    private final Placing placing;
    private final Orders orders;
    private final Payments payments;

    Counter(Deliveries deliveries, Placing placing, Orders orders, Payments payments) {
        this.deliveries = deliveries;
        this.placing = placing;
        this.orders = orders;
        this.payments = payments;
    }

    /** The page with deliveries and prices as of now; what is short of the cart is said above whatever else has to be said. */
    CheckoutPage page(
            Visit visit, String path, Cart cart, CheckoutForm form, List<Problem> problems, List<String> notices) {
        var options = form.saysWhere() ? deliveries.of(visit.shop(), cart, form.address()) : List.<DeliveryOption>of();
        return new CheckoutPage(
                visit.shop(),
                visit.words(),
                path,
                cart,
                form,
                new FormProblems(problems),
                options,
                payments.offers(cart.currency()),
                Stream.concat(soldOut(visit, cart).stream(), notices.stream())
                        .distinct()
                        .toList());
    }

    /** What is sold out of a cart, or too few. */
    List<String> soldOut(Visit visit, Cart cart) {
        var words = visit.words();
        return placing.shortages(visit.shop(), cart).stream()
                .map(line -> line.left() == 0
                        ? words.say("place.gone", line.line().name())
                        : words.say("place.few", line.line().name(), line.left()))
                .toList();
    }

    /** What has to be mended before this page's order can be placed. */
    List<Problem> problems(CheckoutPage page) {
        var words = page.words();
        var problems = new ArrayList<>(FormCheck.problems(page.form(), words));
        var service = page.form().service();
        if (page.options().isEmpty()) {
            if (problems.isEmpty())
                problems.add(Problem.of("no-delivery", "service", null, words.say("delivery.none")));
        } else if (service == null || service.isBlank())
            problems.add(Problem.of("required", "service", null, words.say("error.service.missing")));
        else if (page.exact(service).isEmpty())
            problems.add(Problem.of("changed", "service", null, words.say("error.service.changed")));
        pay(page, problems);
        return problems;
    }

    private static void pay(CheckoutPage page, List<Problem> problems) {
        var words = page.words();
        var offer = chosen(page.offers(), page.form().pay());
        if (offer == null) problems.add(Problem.of("required", "pay", null, words.say("error.pay.missing")));
        else if (!offer.takes(page.total()))
            problems.add(Problem.of("outside-limits", "pay", null, limits(offer, words)));
    }

    static @Nullable PaymentOffer chosen(List<PaymentOffer> offers, @Nullable String instrument) {
        return offers.stream()
                .filter(offer -> offer.instrument().equals(instrument))
                .findFirst()
                .orElse(null);
    }

    private static String limits(PaymentOffer offer, ShopWords words) {
        return offer.least() == null || offer.most() == null
                ? words.say("error.pay.missing")
                : words.say("pay.later.limits", words.money(offer.least()), words.money(offer.most()));
    }

    /** The page of an order that waits for its money. */
    @Transactional(readOnly = true)
    public PayPage unpaid(Visit visit, String path, Cart cart) {
        var order = orders.find(java.util.Objects.requireNonNull(cart.order())).orElseThrow();
        var last = lastAuthorisation(order);
        return new PayPage(
                visit.shop(),
                visit.words(),
                path,
                cart.externalId(),
                wharf.shared.Money.of(order.totalMinor(), order.currency()),
                payments.offers(order.currency()),
                last != null && last.state() == AttemptState.DECLINED ? String.valueOf(last.reason()) : null,
                last != null && last.state() == AttemptState.SUCCEEDED,
                last != null && last.state() == AttemptState.REQUIRES_ACTION,
                cart.holdUntil());
    }

    private PaymentView.@Nullable AttemptView lastAuthorisation(OrderView order) {
        return payments.view(order.id().value()).attempts().stream()
                .filter(attempt -> attempt.kind() == AttemptKind.AUTHORISE)
                .reduce((first, second) -> second)
                .orElse(null);
    }
}

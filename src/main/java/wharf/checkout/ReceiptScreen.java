package wharf.checkout;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import wharf.fulfilment.FulfilmentView;
import wharf.fulfilment.Fulfilments;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.payment.Payments;
import wharf.shared.OrderId;
import wharf.shared.Refusal;
import wharf.shipping.Parcels;
import wharf.sourcing.DeliveryPromise;
import wharf.sourcing.DeliveryPromises;

/** The page a shopper keeps: what was ordered, what was promised, and where it is. Opened by a signed link. */
@Controller
@RequestMapping("/shop/{merchant}/orders/{token}")
class ReceiptScreen {
    private static final Set<String> CERTAIN = Set.of(
            "AUTHORISED",
            "DIRECT",
            "NOTHING_DUE",
            "PARTIALLY_CAPTURED",
            "CAPTURED",
            "PARTIALLY_REFUNDED",
            "REFUNDED",
            "RECEIVABLE");

    private final Visits visits;
    private final Carts carts;
    private final Reading reading;

    ReceiptScreen(Visits visits, Carts carts, Reading reading) {
        this.visits = visits;
        this.carts = carts;
        this.reading = reading;
    }

    @GetMapping
    @PreAuthorize("permitAll()")
    ModelAndView show(
            @PathVariable String merchant,
            @PathVariable String token,
            HttpServletRequest request,
            HttpServletResponse response) {
        return new ModelAndView("checkout/receipt", "page", page(merchant, token, request, response));
    }

    /** The part of the page that moves. */
    @GetMapping("/status")
    @PreAuthorize("permitAll()")
    ModelAndView status(
            @PathVariable String merchant,
            @PathVariable String token,
            HttpServletRequest request,
            HttpServletResponse response) {
        return new ModelAndView("checkout/status", "page", page(merchant, token, request, response));
    }

    private ReceiptPage page(String merchant, String token, HttpServletRequest request, HttpServletResponse response) {
        var visit = visits.enter(merchant, request, response);
        var id = visits.receiptOf(visit.shop(), token);
        return visit.as(() -> {
            var cart = carts.find(id).orElseThrow(() -> Refusal.notFound("order", "with this link"));
            return reading.page(visit, visit.shop().path("/orders/" + token), cart);
        });
    }

    /** What the page is made of. */
    @org.springframework.stereotype.Component
    record Reading(
            Orders orders,
            Payments payments,
            Fulfilments fulfilments,
            Parcels parcels,
            DeliveryPromises promises,
            TransactionTemplate transaction) {
        ReceiptPage page(Visit visit, String path, Cart cart) {
            return Objects.requireNonNull(transaction.execute(status -> read(visit, path, cart)));
        }

        private ReceiptPage read(Visit visit, String path, Cart cart) {
            var id = cart.order();
            var order = id == null ? null : orders.find(id).orElse(null);
            var key = new DeliveryPromise.Key(cart.merchant(), Cart.CHANNEL, cart.externalId());
            var promise = promises.of(List.of(key)).get(key);
            return new ReceiptPage(
                    visit.shop(),
                    visit.words(),
                    path,
                    cart,
                    order,
                    order != null && isPaid(order),
                    promise == null ? null : promise.deliverBy(),
                    promise == null ? null : promise.service(),
                    id == null ? List.of() : parcels(id));
        }

        private boolean isPaid(OrderView order) {
            var id = order.id().value();
            return order.totalMinor() == 0
                    || CERTAIN.contains(payments.labels(List.of(id)).getOrDefault(id, ""));
        }

        private List<ReceiptPage.Parcel> parcels(OrderId order) {
            var ids = fulfilments.of(order).stream().map(FulfilmentView::id).toList();
            return parcels.of(ids).stream()
                    .filter(parcel -> parcel.label() != null && parcel.label().tracking() != null)
                    .map(parcel -> {
                        var label = Objects.requireNonNull(parcel.label());
                        return new ReceiptPage.Parcel(
                                Objects.requireNonNullElse(label.carrier(), ""),
                                Objects.requireNonNull(label.tracking()),
                                parcel.shippedAt() != null);
                    })
                    .toList();
        }
    }
}

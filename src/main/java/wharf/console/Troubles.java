package wharf.console;

import java.time.Instant;
import java.util.List;
import wharf.fulfilment.Unroutable;
import wharf.messaging.MessageView;
import wharf.order.OrderTroubles;
import wharf.payment.PaymentView;
import wharf.platform.ExternalEffects;
import wharf.platform.Named;
import wharf.platform.Providers;
import wharf.platform.Shown;
import wharf.platform.Work;
import wharf.printing.PrintJob;

/** What needs a person, each kind oldest first and at most {@link #MOST} long. For templates. */
public record Troubles(
        List<OrderTroubles.OpenHold> holds,
        List<OrderTroubles.Parked> parked,
        List<OrderTroubles.Backorder> backorders,
        List<Unroutable.Waiting> unroutable,
        List<Work.Stuck> stuck,
        List<Providers.Provider> away,
        List<ExternalEffects.Open> effects,
        List<PaymentView.ReceivableView> receivables,
        List<PrintJob> prints,
        List<MessageView> messages,
        List<wharf.delivery.Troubles.Trouble> deliveries,
        Named named,
        Instant now) {
    public static final int MOST = 100;

    public boolean none() {
        return holds.isEmpty()
                && parked.isEmpty()
                && backorders.isEmpty()
                && unroutable.isEmpty()
                && stuck.isEmpty()
                && away.isEmpty()
                && effects.isEmpty()
                && receivables.isEmpty()
                && prints.isEmpty()
                && messages.isEmpty()
                && deliveries.isEmpty();
    }

    /** The call of a provider in words: {@code psp.capture} is one of the payment. */
    public static String call(ExternalEffects.Open effect) {
        var kind = effect.kind();
        return kind.startsWith("psp.") ? "Payment, " + kind.substring("psp.".length()) : Shown.words(kind);
    }

    public String age(Instant since) {
        return Shown.age(since, now);
    }

    /** {@code 7}, or {@code 100+} where the list was cut. */
    public static String count(List<?> list) {
        return list.size() < MOST ? String.valueOf(list.size()) : MOST + "+";
    }
}

package wharf.demo;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.feedback.FeedbackPolicies;
import wharf.feedback.FeedbackPolicy;
import wharf.merchant.Merchant;
import wharf.merchant.Merchants;
import wharf.platform.Context;

/** In the demo shoppers are asked as soon as their order has arrived, and after every order: nobody who looks at it waits for a day. */
@Component
@Order(210)
class DemoFeedback implements ApplicationRunner {
    private static final FeedbackPolicy AT_ONCE =
            new FeedbackPolicy(true, 0, FeedbackPolicy.STANDARD.answerDays(), 0, FeedbackPolicy.STANDARD.asksReviews());

    private final DemoSettings settings;
    private final Merchants merchants;
    private final FeedbackPolicies policies;
    private final TransactionTemplate transaction;

    DemoFeedback(
            DemoSettings settings, Merchants merchants, FeedbackPolicies policies, TransactionTemplate transaction) {
        this.settings = settings;
        this.merchants = merchants;
        this.policies = policies;
        this.transaction = transaction;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (settings.isOff()) return;
        Context.background("demo").run(() -> transaction.executeWithoutResult(status -> askAtOnce()));
    }

    /** The demo's own merchants that nobody has set otherwise. */
    private void askAtOnce() {
        var theirs = DemoMerchant.ALL.stream()
                .flatMap(known -> merchants.byCode(known.code()).stream())
                .map(Merchant::id)
                .toList();
        var set = policies.set(theirs);
        theirs.stream().filter(id -> !set.containsKey(id)).forEach(id -> policies.put(id, AT_ONCE));
    }
}

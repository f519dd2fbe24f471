package wharf.order;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import wharf.platform.Context;
import wharf.shared.Actor;
import wharf.shared.Problem;

/** The door for orders of every channel. */
@Service
public class OrderIntake {
    private static final int PATIENCE_SECONDS = 20;

    private final MerchantDirectory merchants;
    private final Drafting drafting;
    private final GroupCommit commit;

    OrderIntake(MerchantDirectory merchants, Drafting drafting, GroupCommit commit) {
        this.merchants = merchants;
        this.drafting = drafting;
        this.commit = commit;
    }

    /**
     * Takes the orders, each on its own: a bad one does not stop the others. Returns when every one is durable or refused, in the order
     * given. Not for use inside a transaction.
     */
    public List<IntakeResult> take(List<NewOrder> orders) {
        var drafted = new ArrayList<Drafting.Drafted>(orders.size());
        for (var order : orders) drafted.add(draft(order));
        // Only now, so that whatever goes wrong before has taken none of them.
        var pending = drafted.stream().map(this::submit).toList();
        return pending.stream().map(OrderIntake::await).toList();
    }

    private CompletableFuture<IntakeResult> submit(Drafting.Drafted drafted) {
        return switch (drafted) {
            case Drafting.Drafted.Wrong wrong ->
                CompletableFuture.completedFuture(
                        new IntakeResult.Refused(IntakeResult.Reason.INVALID, wrong.problems()));
            case Drafting.Drafted.Ready ready -> commit.submit(ready.draft());
        };
    }

    private Drafting.Drafted draft(@Nullable NewOrder order) {
        if (order == null)
            return refused(List.of(Problem.of("required", "", null, "This order is null; leave it out or fill it.")));
        if (order.channel() != null
                && Replacements.CHANNELS.contains(order.channel())
                && Context.current().actor().kind() != Actor.Kind.SYSTEM)
            return refused(List.of(reserved(order.channel())));
        var merchant = merchants.find(order.merchant());
        if (merchant.isEmpty()) return refused(List.of(unknown(order.merchant())));
        return drafting.draft(merchant.get(), order);
    }

    private static Problem reserved(@Nullable String channel) {
        return Problem.of(
                "reserved-channel",
                "channel",
                channel,
                "This channel is of the orders that replace others: open a case or a return for those, or give this order's channel another name.");
    }

    private static Problem unknown(@Nullable String merchant) {
        return merchant == null
                ? Problem.of("required", "merchant", null, "Say which merchant sold this: its code or id.")
                : Problem.of(
                        "unknown-merchant",
                        "merchant",
                        merchant,
                        "There is no merchant with this code or id that you may act for.");
    }

    private static Drafting.Drafted refused(List<Problem> problems) {
        return new Drafting.Drafted.Wrong(problems);
    }

    private static IntakeResult await(CompletableFuture<IntakeResult> pending) {
        try {
            return pending.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException unknown) {
            return new IntakeResult.Refused(
                    IntakeResult.Reason.FAULT,
                    List.of(
                            Problem.of(
                                    "unknown-outcome",
                                    "",
                                    null,
                                    "Whether this order was taken is not known yet; send it again with the same external id: it cannot be doubled.")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package wharf.order;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.inventory.Reservations;
import wharf.inventory.Reserving;
import wharf.platform.Context;
import wharf.platform.KillPoint;
import wharf.platform.Pipeline;
import wharf.shared.Actor;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.Lane;
import wharf.shared.OrderId;
import wharf.shared.Problem;
import wharf.shared.Scope;

/**
 * Writes a batch of drafts in one transaction. Optimistic first: everything is inserted and the stock taken by one conditional update. When
 * an item has too little the whole transaction fails and the batch is decided carefully: stock locked, orders granted in order of arrival.
 * Anything else that goes wrong, a lost connection at commit included, is settled by writing the orders one by one: an order already there
 * under its own id was written after all.
 */
@Component
class OrderWriter {
    private static final Logger LOG = LoggerFactory.getLogger(OrderWriter.class);
    private static final Duration SOLD_OUT_REMEMBERED = Duration.ofMillis(500);

    private final OrderRows rows;
    private final Reservations reservations;
    private final Holds holds;
    private final Pipeline pipeline;
    private final TransactionTemplate transaction;
    private final Cache<ItemId, Boolean> soldOut = Caffeine.newBuilder()
            .expireAfterWrite(SOLD_OUT_REMEMBERED)
            .maximumSize(100_000)
            .build();

    OrderWriter(
            OrderRows rows,
            Reservations reservations,
            Holds holds,
            Pipeline pipeline,
            TransactionTemplate transaction) {
        this.rows = rows;
        this.reservations = reservations;
        this.holds = holds;
        this.pipeline = pipeline;
        this.transaction = transaction;
    }

    /** The results, in the order of the drafts. Every order is durable, or not there at all, when this returns. */
    List<IntakeResult> write(List<Draft> drafts) {
        var scope = Scope.of(drafts.stream().map(Draft::merchant).collect(Collectors.toSet()));
        return new Context(scope, Actor.system("intake"), Lane.INTAKE).call(() -> results(drafts, settle(drafts)));
    }

    private Map<OrderId, IntakeResult> settle(List<Draft> drafts) {
        try {
            return attempt(drafts);
        } catch (RuntimeException fault) {
            if (drafts.size() == 1) return Map.of(drafts.getFirst().id(), faulty(drafts.getFirst(), fault));
            LOG.warn("a batch of {} orders is written one by one", drafts.size(), fault);
            var results = new HashMap<OrderId, IntakeResult>();
            for (var draft : drafts) results.putAll(settleOne(draft));
            return results;
        }
    }

    private Map<OrderId, IntakeResult> settleOne(Draft draft) {
        try {
            return attempt(List.of(draft));
        } catch (RuntimeException fault) {
            return Map.of(draft.id(), faulty(draft, fault));
        }
    }

    private Map<OrderId, IntakeResult> attempt(List<Draft> drafts) {
        if (mayBeShort(drafts)) return inTransaction(() -> careful(drafts));
        try {
            return inTransaction(() -> optimistic(drafts));
        } catch (DataIntegrityViolationException | Reservations.StockUnknown tooLittle) {
            return inTransaction(() -> careful(drafts));
        }
    }

    private Map<OrderId, IntakeResult> inTransaction(java.util.function.Supplier<Map<OrderId, IntakeResult>> work) {
        var results = java.util.Objects.requireNonNull(transaction.execute(status -> {
            var written = work.get();
            KillPoint.reached("intake.written");
            return written;
        }));
        KillPoint.reached("intake.committed");
        return results;
    }

    private boolean mayBeShort(List<Draft> drafts) {
        return drafts.stream()
                .flatMap(draft -> draft.reserving().stream())
                .anyMatch(line -> soldOut.getIfPresent(line.item()) != null);
    }

    private Map<OrderId, IntakeResult> optimistic(List<Draft> drafts) {
        var numbers = rows.insertOrders(drafts);
        var fresh =
                drafts.stream().filter(draft -> numbers.containsKey(draft.id())).toList();
        complete(
                fresh,
                fresh.stream().flatMap(draft -> draft.reserving().stream()).toList());
        var results = new HashMap<OrderId, IntakeResult>();
        fresh.forEach(draft -> results.put(draft.id(), accepted(draft.id(), numbers, List.of())));
        results.putAll(known(drafts.stream()
                .filter(draft -> !numbers.containsKey(draft.id()))
                .toList()));
        return results;
    }

    private Map<OrderId, IntakeResult> careful(List<Draft> drafts) {
        var results = new HashMap<OrderId, IntakeResult>(known(drafts));
        var fresh = firstOfEachKey(drafts.stream()
                .filter(draft -> !results.containsKey(draft.id()))
                .toList());
        var wanted = new LinkedHashMap<OrderId, List<Reserving>>();
        fresh.forEach(draft -> wanted.put(draft.id(), draft.reserving()));
        var mayBackorder =
                fresh.stream().filter(Draft::mayBackorder).map(Draft::id).collect(Collectors.toSet());
        var granted = reservations.decide(wanted, mayBackorder);
        var taken =
                fresh.stream().filter(draft -> granted.containsKey(draft.id())).toList();
        var numbers = rows.insertOrders(taken);
        complete(taken, granted.values().stream().flatMap(List::stream).toList());
        for (var draft : fresh) {
            var lines = granted.get(draft.id());
            results.put(draft.id(), lines == null ? soldOut(draft) : accepted(draft.id(), numbers, lines));
        }
        rememberSoldOut(fresh, granted);
        results.putAll(known(drafts.stream()
                .filter(draft -> !results.containsKey(draft.id()))
                .toList()));
        return results;
    }

    /** All else that belongs to the orders, in one round trip; the stock, for which others wait, at the very end. */
    private void complete(List<Draft> drafts, List<Reserving> lines) {
        pipeline.together(() -> {
            rows.insertRest(drafts);
            reservations.reserve(lines);
        });
        drafts.stream()
                .filter(draft -> !draft.reserving().isEmpty())
                .forEach(draft -> holds.holdUnprintable(new Orders.Ref(draft.id(), draft.merchant()), draft.shipTo()));
    }

    private static List<Draft> firstOfEachKey(List<Draft> drafts) {
        Set<Draft.Key> seen = new HashSet<>();
        return drafts.stream().filter(draft -> seen.add(draft.key())).toList();
    }

    private void rememberSoldOut(Collection<Draft> drafts, Map<OrderId, List<Reserving>> granted) {
        for (var draft : drafts) {
            var lines = granted.get(draft.id());
            boolean whole = lines != null && lines.stream().allMatch(line -> line.backordered() == 0);
            if (!whole) draft.reserving().forEach(line -> soldOut.put(line.item(), true));
        }
    }

    /** What is already known of these drafts' keys; drafts with an unknown key are absent. */
    private Map<OrderId, IntakeResult> known(List<Draft> drafts) {
        if (drafts.isEmpty()) return Map.of();
        var known = rows.find(drafts.stream().map(Draft::key).toList());
        var results = new HashMap<OrderId, IntakeResult>();
        var revised = new ArrayList<OrderRows.Revision>();
        for (var draft : drafts) {
            var existing = known.get(draft.key());
            if (existing == null) continue;
            var result = again(draft, existing);
            if (result instanceof IntakeResult.Revising) revised.add(new OrderRows.Revision(existing.id(), draft));
            results.put(draft.id(), result);
        }
        rows.keepRevisions(revised).forEach(clash -> results.put(clash.draft().id(), revisionReused(clash.draft())));
        return results;
    }

    private static IntakeResult again(Draft draft, OrderRows.Known existing) {
        if (existing.id().equals(draft.id())) return new IntakeResult.Accepted(existing.id(), existing.number(), 0);
        if (draft.revision() > existing.revision())
            return new IntakeResult.Revising(existing.id(), existing.number(), draft.revision());
        boolean same = java.security.MessageDigest.isEqual(draft.contentHash(), existing.contentHash());
        if (draft.revision() < existing.revision() || same)
            return new IntakeResult.Replayed(existing.id(), existing.number());
        return revisionReused(draft);
    }

    private static IntakeResult revisionReused(Draft draft) {
        return new IntakeResult.Refused(
                IntakeResult.Reason.CONFLICT,
                List.of(
                        Problem.of(
                                "revision-reused",
                                "revision",
                                draft.revision(),
                                "Order " + draft.externalId()
                                        + " exists in this revision with other content; send the change with a higher revision.")));
    }

    private static IntakeResult accepted(OrderId id, Map<OrderId, Long> numbers, List<Reserving> lines) {
        var number = numbers.get(id);
        // Another writer took the key between our look and our insert: the caller replays the batch one by one and
        // finds it.
        if (number == null) throw new DataIntegrityViolationException("the order's key was taken meanwhile");
        return new IntakeResult.Accepted(
                id, number, lines.stream().mapToInt(Reserving::backordered).sum());
    }

    private static IntakeResult soldOut(Draft draft) {
        return new IntakeResult.Refused(
                IntakeResult.Reason.SOLD_OUT,
                List.of(Problem.of(
                        "sold-out",
                        "lines",
                        null,
                        "Not every unit of order " + draft.externalId()
                                + " is in stock, and it may not be backordered; order less or other items.")));
    }

    private static IntakeResult faulty(Draft draft, RuntimeException fault) {
        var errorId = Ids.next();
        LOG.error("order {} of {} could not be written, error {}", draft.externalId(), draft.channel(), errorId, fault);
        return new IntakeResult.Refused(
                IntakeResult.Reason.FAULT,
                List.of(
                        Problem.of(
                                "fault",
                                "",
                                errorId,
                                "This order could not be written for certain; send it again with the same external id: it cannot be doubled.")));
    }

    private static List<IntakeResult> results(List<Draft> drafts, Map<OrderId, IntakeResult> byId) {
        return drafts.stream()
                .map(draft -> java.util.Objects.requireNonNull(byId.get(draft.id())))
                .toList();
    }
}

package wharf.fulfilment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.order.Hold;
import wharf.order.Holds;
import wharf.order.Orders;
import wharf.picking.Wave;
import wharf.platform.Shown;
import wharf.platform.StoredFiles;
import wharf.platform.bulk.BulkAction;
import wharf.platform.bulk.Sums;
import wharf.platform.list.Filter;
import wharf.printing.NewPrintJob;
import wharf.printing.PrintJobs;
import wharf.printing.Printer;
import wharf.printing.Printers;
import wharf.shared.Authority;
import wharf.shared.OrderId;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;
import wharf.shipping.ParcelView;
import wharf.shipping.Parcels;
import wharf.warehouse.Warehouse;
import wharf.warehouse.Warehouses;
import wharf.warehouse.WorkCalendars;

/** What can be done to many orders at once. */
@Configuration(proxyBeanMethods = false)
class BulkOrders {
    @Bean
    BulkAction holdOrders(Orders orders, OrderCare care) {
        return new HoldAll(orders, care);
    }

    @Bean
    BulkAction liftHolds(Orders orders, OrderCare care, Holds holds) {
        return new LiftAll(orders, care, holds);
    }

    @Bean
    BulkAction releaseOrders(Orders orders, Releases releases) {
        return new ReleaseAll(orders, releases);
    }

    @Bean
    BulkAction changeService(Orders orders, OrderCare care, Warehouses sites, WorkCalendars calendars) {
        return new ChangeService(orders, care, sites, calendars);
    }

    @Bean
    BulkAction changePriority(Orders orders, OrderCare care) {
        return new ChangePriority(orders, care);
    }

    @Bean
    BulkAction printSlips(
            Orders orders,
            Fulfilments fulfilments,
            Parcels parcels,
            StoredFiles files,
            Printers printers,
            PrintJobs jobs) {
        return new PrintSlips(orders, new Papers(fulfilments, parcels, files, printers, jobs));
    }

    @Bean
    BulkAction cancelOrders(Orders orders, OrderCare care) {
        return new CancelAll(orders, care);
    }

    private record HoldAll(Orders orders, OrderCare care) implements OrderBulk, BulkAction.Undoable {
        @Override
        public String name() {
            return "hold-orders";
        }

        @Override
        public String label() {
            return "Put on hold";
        }

        @Override
        public int order() {
            return 10;
        }

        @Override
        public List<Question> questions() {
            return List.of(Question.reason());
        }

        @Override
        public String apply(String key, Map<String, String> answers) {
            var id = OrderBulk.id(key);
            requireOpen(id);
            return care.hold(id, EnumSet.allOf(Hold.Gate.class), Objects.requireNonNull(answers.get("reason")))
                    .toString();
        }

        @Override
        public void undo(String key, Map<String, String> answers, String hold) {
            care.lift(OrderBulk.id(key), UUID.fromString(hold));
        }
    }

    /** Holds that a person placed can be placed again; what the others waited for has happened, so they cannot. */
    private record LiftAll(Orders orders, OrderCare care, Holds holds) implements OrderBulk, BulkAction.Undoable {
        private static final String BETWEEN = ",";

        @Override
        public String name() {
            return "lift-holds";
        }

        @Override
        public String label() {
            return "Release holds";
        }

        @Override
        public int order() {
            return 20;
        }

        @Override
        public List<Question> questions() {
            var kinds = Arrays.stream(Hold.Kind.values())
                    .map(kind -> new Filter.Option(kind.name(), Shown.words(kind.name())))
                    .toList();
            return List.of(new Question("kind", "Which holds", "Those placed by hand, for payment, …", true, kinds));
        }

        @Override
        public @Nullable String apply(String key, Map<String, String> answers) {
            var id = OrderBulk.id(key);
            var kind = Hold.Kind.valueOf(Objects.requireNonNull(answers.get("kind")));
            var open = holds.of(id).stream()
                    .filter(hold -> hold.isOpen() && hold.kind() == kind)
                    .toList();
            if (open.isEmpty())
                throw Refusal.conflict(
                        "no-such-hold",
                        "It has no open hold of the kind “" + Shown.words(kind.name())
                                + "”; its page lists what holds it.");
            open.forEach(hold -> care.lift(id, hold.id()));
            return kind == Hold.Kind.MANUAL
                    ? open.stream().map(hold -> hold.id().toString()).collect(Collectors.joining(BETWEEN))
                    : null;
        }

        @Override
        public void undo(String key, Map<String, String> answers, String lifted) {
            var id = OrderBulk.id(key);
            requireOpen(id);
            var ids = Set.of(lifted.split(BETWEEN));
            holds.of(id).stream()
                    .filter(hold -> ids.contains(hold.id().toString()))
                    .forEach(hold -> care.hold(id, Set.copyOf(hold.gates()), hold.reason()));
        }
    }

    /** Together, so that those of one site make one wave. */
    private record ReleaseAll(Orders orders, Releases releases) implements OrderBulk, BulkAction.Together {
        @Override
        public String name() {
            return "release-orders";
        }

        @Override
        public String label() {
            return "Release to the floor now";
        }

        @Override
        public String authority() {
            return Authority.OPERATIONS_MANAGE;
        }

        @Override
        public int order() {
            return 30;
        }

        @Override
        public Map<String, String> apply(List<String> keys, Map<String, String> answers) {
            return releases.release(OrderBulk.ids(keys), Wave.Mode.BATCH).entrySet().stream()
                    .collect(Collectors.toMap(order -> order.getKey().toString(), Map.Entry::getValue));
        }
    }

    private record ChangeService(Orders orders, OrderCare care, Warehouses sites, WorkCalendars calendars)
            implements OrderBulk, BulkAction.Undoable {
        /** The merchant's own. */
        private static final String NONE = "";

        @Override
        public String name() {
            return "change-service";
        }

        @Override
        public String label() {
            return "Change the service";
        }

        @Override
        public int order() {
            return 40;
        }

        @Override
        public List<Question> questions() {
            var offered = calendars.of(sites.all().stream().map(Warehouse::id).toList()).values().stream()
                    .flatMap(calendar -> calendar.services().keySet().stream())
                    .distinct()
                    .sorted()
                    .map(code -> new Filter.Option(code, Shown.words(code)))
                    .toList();
            return List.of(new Question("service", "Service", "As the carrier calls it", true, offered));
        }

        @Override
        public String apply(String key, Map<String, String> answers) {
            var before = care.expedite(OrderBulk.id(key), now -> now.by(answers.get("service")));
            return Objects.requireNonNullElse(before.service(), NONE);
        }

        @Override
        public void undo(String key, Map<String, String> answers, String before) {
            care.expedite(OrderBulk.id(key), now -> {
                if (!Objects.equals(now.service(), answers.get("service"))) throw movedOn("service");
                return now.by(before.equals(NONE) ? null : before);
            });
        }
    }

    private record ChangePriority(Orders orders, OrderCare care) implements OrderBulk, BulkAction.Undoable {
        @Override
        public String name() {
            return "change-priority";
        }

        @Override
        public String label() {
            return "Change the priority";
        }

        @Override
        public int order() {
            return 50;
        }

        @Override
        public List<Question> questions() {
            var levels = List.of(
                    new Filter.Option("20", "Rush: before all others"),
                    new Filter.Option("10", "High"),
                    new Filter.Option("0", "As usual"),
                    new Filter.Option("-10", "Low: when nothing else waits"));
            return List.of(new Question("priority", "Priority", "Who is served first", true, levels));
        }

        @Override
        public String apply(String key, Map<String, String> answers) {
            int wanted = wanted(answers);
            return String.valueOf(
                    care.expedite(OrderBulk.id(key), now -> now.at(wanted)).priority());
        }

        @Override
        public void undo(String key, Map<String, String> answers, String before) {
            int wanted = wanted(answers);
            care.expedite(OrderBulk.id(key), now -> {
                if (now.priority() != wanted) throw movedOn("priority");
                return now.at(Integer.parseInt(before));
            });
        }

        private static int wanted(Map<String, String> answers) {
            return Integer.parseInt(Objects.requireNonNull(answers.get("priority")));
        }
    }

    private static Refusal movedOn(String what) {
        return Refusal.conflict("changed-since", "Its " + what + " was changed again since, and stays as it is now.");
    }

    /** What prints slips. */
    private record Papers(
            Fulfilments fulfilments, Parcels parcels, StoredFiles files, Printers printers, PrintJobs jobs) {}

    private record PrintSlips(Orders orders, Papers papers) implements OrderBulk, BulkAction.Final {
        private static final String SLIP = "packing-slip";

        @Override
        public String name() {
            return "print-slips";
        }

        @Override
        public String label() {
            return "Print packing slips";
        }

        @Override
        public String authority() {
            return Authority.OPERATIONS_MANAGE;
        }

        @Override
        public int order() {
            return 60;
        }

        @Override
        public void apply(String key, Map<String, String> answers) {
            var id = OrderBulk.id(key);
            var order = orders.find(id).orElseThrow(() -> Refusal.notFound("order", id));
            var prints = new ArrayList<NewPrintJob>();
            for (var parcel : parcels(id))
                papers.files().under(id.value()).stream()
                        .filter(file -> file.kind().equals(SLIP)
                                && file.name().contains(parcel.id().toString()))
                        .forEach(file -> prints.add(NewPrintJob.document(
                                order.merchant(),
                                printable(parcel),
                                null,
                                id.value(),
                                "Packing slip of order " + order.number(),
                                file.id())));
            if (prints.isEmpty())
                throw Refusal.conflict("no-slip", "It has no packing slip yet: one is drawn when a parcel is closed.");
            papers.jobs().print(prints);
        }

        private List<ParcelView> parcels(OrderId id) {
            return papers.parcels()
                    .of(papers.fulfilments().of(id).stream()
                            .map(FulfilmentView::id)
                            .toList());
        }

        private WarehouseId printable(ParcelView parcel) {
            if (papers.printers()
                    .at(parcel.site(), null, Printer.Media.DOCUMENT)
                    .isEmpty())
                throw Refusal.conflict(
                        "no-printer",
                        "Its warehouse has no document printer; add one at /printers, or open the slip on the order's page.");
            return parcel.site();
        }
    }

    private record CancelAll(Orders orders, OrderCare care) implements OrderBulk, BulkAction.Final {
        @Override
        public String name() {
            return "cancel-orders";
        }

        @Override
        public String label() {
            return "Cancel";
        }

        @Override
        public int order() {
            return 90;
        }

        @Override
        public boolean isTyped() {
            return true;
        }

        @Override
        public List<Question> questions() {
            return List.of(Question.reason());
        }

        @Override
        public Sums preview(List<String> keys, Map<String, String> answers) {
            var all = care.previewAll(OrderBulk.ids(keys));
            var sums = new Sums()
                    .count("Orders with something to cancel", all.orders().size())
                    .count("Orders of which nothing is left to cancel", all.nothingLeft())
                    .count(
                            "Units",
                            all.orders().stream()
                                    .flatMap(order -> order.cancelled().stream())
                                    .mapToInt(OrderCare.LineCancel::quantity)
                                    .sum())
                    .count(
                            "Fulfilments taken off the floor",
                            all.orders().stream()
                                    .mapToInt(order -> order.withdrawn().size())
                                    .sum())
                    .count(
                            "Units picked already, to be put back",
                            all.orders().stream()
                                    .mapToInt(OrderCare.Cancellation::toPutBack)
                                    .sum())
                    .count("Labels voided", all.parcels());
            all.orders()
                    .forEach(
                            order -> sums.money("Less to pay", order.dueBefore() - order.dueAfter(), order.currency()));
            return sums;
        }

        @Override
        public void apply(String key, Map<String, String> answers) {
            care.cancel(OrderBulk.id(key), null, Objects.requireNonNull(answers.get("reason")));
        }
    }
}

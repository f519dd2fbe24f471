package wharf.order;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import wharf.inventory.Reserving;
import wharf.payment.NewTender;
import wharf.platform.Shown;
import wharf.shared.Money;

/**
 * Compares an order with what it is to become; pure. Lines have no id that a channel would know, so they are told by item: a line of the same
 * price first, then any of the item, then one that was taken out before. What was cancelled here stays cancelled until the other side asks for
 * more than it did.
 */
final class Difference {
    private final OrderView order;
    private final Draft wanted;
    private final List<Amendment.Line> lines = new ArrayList<>();
    private final List<Amendment.Change> changes = new ArrayList<>();
    private final Map<Integer, Integer> lineOfDraft = new HashMap<>();
    private int lastNumber;

    private Difference(OrderView order, Draft wanted) {
        this.order = order;
        this.wanted = wanted;
        this.lastNumber =
                order.lines().stream().mapToInt(OrderView.Line::number).max().orElse(0);
    }

    static Amendment between(OrderView order, Draft wanted, @Nullable String contentHash) {
        return new Difference(order, wanted).amendment(contentHash);
    }

    private Amendment amendment(@Nullable String contentHash) {
        var matched = matched();
        for (var line : wanted.lines()) {
            var was = matched.get(line.number());
            if (was == null) added(line);
            else changed(was, line);
        }
        var kept = new HashSet<>(matched.values());
        order.lines().stream().filter(line -> !kept.contains(line)).forEach(this::takenOut);
        var totals = totals();
        return new Amendment(
                wanted.revision(),
                contentHash,
                lines,
                totals,
                wanted.shipTo(),
                readdressed(),
                wanted.service(),
                differs("service", order.service(), wanted.service()),
                priority(),
                email(),
                locale(),
                note(),
                tenders(),
                instructions(),
                withTotal(totals));
    }

    /** The lines of the order by the number of the wanted line that goes on with them. */
    private Map<Integer, OrderView.Line> matched() {
        var matched = new HashMap<Integer, OrderView.Line>();
        var taken = new HashSet<Integer>();
        for (var rank : Rank.values()) {
            for (var line : wanted.lines()) {
                if (matched.containsKey(line.number())) continue;
                firstFree(rank, line, taken).ifPresent(was -> {
                    taken.add(was.number());
                    matched.put(line.number(), was);
                });
            }
        }
        return matched;
    }

    /** How well a line of the order fits a wanted one, best first. */
    private enum Rank {
        SAME_PRICE,
        SAME_ITEM,
        TAKEN_OUT
    }

    private Optional<OrderView.Line> firstFree(Rank rank, Draft.Line line, Set<Integer> taken) {
        return order.lines().stream()
                .filter(was -> !taken.contains(was.number())
                        && was.item().equals(line.item().id()))
                .filter(was -> switch (rank) {
                    case SAME_PRICE ->
                        was.quantity() > 0
                                && isElsewhere(was) == line.elsewhere()
                                && was.unitPriceMinor() == line.unitPrice();
                    case SAME_ITEM -> was.quantity() > 0 && isElsewhere(was) == line.elsewhere();
                    case TAKEN_OUT -> was.quantity() == 0;
                })
                .findFirst();
    }

    private static boolean isElsewhere(OrderView.Line line) {
        return line.units().stream().anyMatch(units -> units.elsewhere() > 0);
    }

    private void added(Draft.Line line) {
        if (mayNotAdd(line.elsewhere())) {
            changes.add(units(line.item().sku(), 0, line.quantity(), over(line.quantity())));
            return;
        }
        int number = ++lastNumber;
        lineOfDraft.put(line.number(), number);
        lines.add(new Amendment.Line(
                number,
                true,
                line.item().id(),
                line.item().sku(),
                line.title(),
                line.quantity(),
                0,
                line.unitPrice(),
                line.discount(),
                line.tax(),
                line.propertiesJson(),
                line.elsewhere(),
                0,
                0,
                reserving(line, number)));
        changes.add(units(line.item().sku(), 0, line.quantity(), null));
    }

    private List<Reserving> reserving(Draft.Line line, int number) {
        return wanted.reserving().stream()
                .filter(row -> row.lineNo() == line.number())
                .map(row -> new Reserving(
                        order.id(),
                        number,
                        row.item(),
                        order.merchant(),
                        priority(),
                        order.placedAt(),
                        row.perUnit(),
                        row.quantity(),
                        row.quantity() - row.elsewhere(),
                        row.elsewhere()))
                .toList();
    }

    private boolean mayNotAdd(boolean elsewhere) {
        return order.state() == OrderState.CANCELLED || order.state().isOver() && !elsewhere;
    }

    private String over(int units) {
        return order.state() == OrderState.CANCELLED
                ? units + " not added: the order is cancelled."
                : units + " not added: all of the order has left; they need an order of their own.";
    }

    private void changed(OrderView.Line was, Draft.Line line) {
        lineOfDraft.put(line.number(), was.number());
        if (line.quantity() >= was.quantity()) more(was, line);
        else fewer(was, line);
        if (was.unitPriceMinor() != line.unitPrice())
            change("price", was.sku(), money(was.unitPriceMinor()), money(line.unitPrice()));
    }

    private void more(OrderView.Line was, Draft.Line line) {
        int more = line.quantity() - was.quantity();
        boolean elsewhere = line.elsewhere() && !was.units().isEmpty();
        boolean refused = more > 0 && mayNotAdd(elsewhere);
        if (more > 0) changes.add(units(was.sku(), was.quantity(), line.quantity(), refused ? over(more) : null));
        int quantity = refused ? was.quantity() : line.quantity();
        var price = refused ? firstUnits(line, quantity) : new Price(line.unitPrice(), line.discount(), line.tax());
        lines.add(line(was, line.title(), quantity, was.removed(), price, line.propertiesJson())
                .of(elsewhere, refused ? 0 : more, 0));
    }

    private void fewer(OrderView.Line was, Draft.Line line) {
        var removal = Removal.of(was, was.quantity() - line.quantity());
        int quantity = line.quantity() + removal.left();
        changes.add(units(was.sku(), was.quantity(), line.quantity(), gone(removal.left())));
        var price = removal.left() == 0
                ? new Price(line.unitPrice(), line.discount(), line.tax())
                : Price.of(
                        line.unitPrice(), quantity, net(line) + netOf(was, line.quantity(), quantity), line.discount());
        lines.add(line(was, line.title(), quantity, removal.removed(was), price, line.propertiesJson())
                .of(isElsewhere(was), 0, removal.cancel()));
    }

    private void takenOut(OrderView.Line was) {
        if (was.quantity() == 0) return;
        var removal = Removal.of(was, was.quantity());
        changes.add(units(was.sku(), was.quantity(), 0, gone(removal.left())));
        var price = Price.of(was.unitPriceMinor(), removal.left(), netOf(was, 0, removal.left()), 0);
        lines.add(line(was, was.title(), removal.left(), removal.removed(was), price, null)
                .of(isElsewhere(was), 0, removal.cancel()));
    }

    private static @Nullable String gone(int left) {
        return left == 0 ? null : left + " not taken back: they have left already.";
    }

    /** How a reduction is done: units cancelled here before count first, then what can be cancelled now; the rest has left. */
    private record Removal(int cancelledBefore, int cancel, int left) {
        static Removal of(OrderView.Line line, int units) {
            int before = Math.min(units, OrderView.whole(line, OrderView.Units::cancelled) - line.removed());
            int possible = isElsewhere(line)
                    ? OrderView.whole(line, OrderView.Units::elsewhere)
                    : OrderView.whole(line, OrderView.Units::cancellable);
            int cancel = Math.min(units - before, possible);
            return new Removal(before, cancel, units - before - cancel);
        }

        int removed(OrderView.Line line) {
            return line.removed() + cancelledBefore + cancel;
        }
    }

    /** What a line costs: its net is exact, whatever has to be said of discount or tax for it. */
    private record Price(long unit, long discount, long tax) {
        static Price of(long unit, int quantity, long net, long discount) {
            long tax = net - unit * quantity + discount;
            return tax >= 0 ? new Price(unit, discount, tax) : new Price(unit, discount - tax, 0);
        }
    }

    private static long net(Draft.Line line) {
        return line.unitPrice() * line.quantity() - line.discount() + line.tax();
    }

    /** What the units of a line cost from one to another, counted as the bill counts them: shipped ones first. */
    private long netOf(OrderView.Line line, int from, int to) {
        long net = line.unitPriceMinor() * line.quantity() - line.discountMinor() + line.taxMinor();
        return sum(net, line.quantity(), from, to);
    }

    private Price firstUnits(Draft.Line line, int quantity) {
        return Price.of(
                line.unitPrice(),
                quantity,
                sum(net(line), line.quantity(), 0, quantity),
                sum(line.discount(), line.quantity(), 0, quantity));
    }

    private long sum(long amount, int units, int from, int to) {
        return Money.of(amount, order.currency()).ofUnits(units, from, to).minor();
    }

    private record Unfinished(Amendment.Line line) {
        Amendment.Line of(boolean elsewhere, int add, int cancel) {
            return new Amendment.Line(
                    line.number(),
                    false,
                    line.item(),
                    line.sku(),
                    line.title(),
                    line.quantity(),
                    line.removed(),
                    line.unitPriceMinor(),
                    line.discountMinor(),
                    line.taxMinor(),
                    line.properties(),
                    elsewhere,
                    add,
                    cancel,
                    List.of());
        }
    }

    private static Unfinished line(
            OrderView.Line was, String title, int quantity, int removed, Price price, @Nullable String properties) {
        return new Unfinished(new Amendment.Line(
                was.number(),
                false,
                was.item(),
                was.sku(),
                title,
                quantity,
                removed,
                price.unit(),
                price.discount(),
                price.tax(),
                properties,
                false,
                0,
                0,
                List.of()));
    }

    private Amendment.Totals totals() {
        long subtotal = 0;
        long discount = wanted.totals().discount();
        long tax = wanted.totals().tax();
        for (var line : wanted.lines()) {
            discount -= line.discount();
            tax -= line.tax();
        }
        for (var line : lines) {
            subtotal += line.unitPriceMinor() * line.quantity();
            discount += line.discountMinor();
            tax += line.taxMinor();
        }
        // A discount on the whole order may be more than what is left of it when units could not be added.
        long total = subtotal - discount + wanted.totals().shipping() + tax;
        return new Amendment.Totals(
                subtotal,
                total < 0 ? discount + total : discount,
                wanted.totals().shipping(),
                tax);
    }

    private boolean readdressed() {
        if (order.shipTo().equals(wanted.shipTo())) return false;
        boolean over = order.state().isOver();
        changes.add(new Amendment.Change(
                "address",
                null,
                place(order.shipTo()),
                place(wanted.shipTo()),
                over && order.state() != OrderState.CANCELLED
                        ? "Not changed: everything has left; only the carrier can redirect a parcel now."
                        : null));
        return !over;
    }

    private static String place(wharf.geography.Address address) {
        var parts = new ArrayList<@Nullable String>();
        Collections.addAll(
                parts,
                address.name(),
                address.company(),
                address.line1(),
                address.line2(),
                address.city(),
                address.region(),
                address.postcode(),
                address.country());
        return String.join(
                ", ",
                parts.stream()
                        .filter(part -> part != null && !part.isBlank())
                        .map(Objects::requireNonNull)
                        .toList());
    }

    private int priority() {
        return wanted.priority();
    }

    private @Nullable String email() {
        differs("email", order.email(), wanted.email());
        return wanted.email();
    }

    private String locale() {
        differs("language", order.locale(), wanted.locale());
        return wanted.locale();
    }

    private @Nullable String note() {
        differs("note", order.note(), wanted.note());
        if (order.priority() != wanted.priority())
            change("priority", null, String.valueOf(order.priority()), String.valueOf(wanted.priority()));
        return wanted.note();
    }

    private boolean differs(String what, @Nullable String was, @Nullable String now) {
        if (Objects.equals(was, now)) return false;
        change(what, null, was, now);
        return true;
    }

    private @Nullable List<NewTender> tenders() {
        var given = wanted.source().tenders();
        if (given == null || given.isEmpty()) return null;
        return wanted.tenders().stream()
                .map(tender -> new NewTender(
                        order.merchant(),
                        order.id().value(),
                        tender.number(),
                        tender.method(),
                        tender.mode(),
                        tender.amount(),
                        tender.instrument()))
                .toList();
    }

    private List<Amendment.Instruction> instructions() {
        return wanted.instructions().stream()
                .filter(i -> i.line() == null || lineOfDraft.containsKey(i.line()))
                .map(i -> new Amendment.Instruction(
                        i.line() == null ? null : lineOfDraft.get(i.line()), i.type(), i.stage(), i.text(), i.source()))
                .toList();
    }

    private List<Amendment.Change> withTotal(Amendment.Totals totals) {
        if (totals.totalMinor() != order.totalMinor())
            change("total", null, money(order.totalMinor()), money(totals.totalMinor()));
        return changes;
    }

    private static Amendment.Change units(String sku, int was, int wanted, @Nullable String left) {
        return new Amendment.Change("units", sku, String.valueOf(was), String.valueOf(wanted), left);
    }

    private void change(String what, @Nullable String subject, @Nullable String was, @Nullable String now) {
        changes.add(new Amendment.Change(what, subject, was, now, null));
    }

    private String money(long minor) {
        return Shown.money(minor, order.currency());
    }
}

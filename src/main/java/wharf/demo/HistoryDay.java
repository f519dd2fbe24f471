package wharf.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import wharf.demo.DemoItem.Care;
import wharf.geography.Address;
import wharf.geography.Distance;
import wharf.geography.Located;
import wharf.geography.Places;
import wharf.geography.Precision;
import wharf.history.HistoricOrder;
import wharf.order.NewOrder;

/**
 * The finished orders of one day of the demo's past. The same day is the same orders each time, whenever it is made: weekdays and a slow growth
 * in it, a promotion, a bad week in Phoenix, returns, parcels that are late or lost. Carriers are invented, as all of it.
 */
final class HistoryDay {
    private static final int DAYS = 90;
    private static final double USUAL_ORDERS = 56;
    private static final int FEWEST = 40;
    private static final int MOST = 80;
    private static final double RETURNED = 0.063;
    private static final double LATE = 0.035;
    private static final double LOST = 0.003;
    private static final double BROKEN = 0.008;
    private static final List<String> FIRST = words(
            "Ana Ben Chloe Daniel Emma Farid Grace Henry Iris Jorge Karen Liam Mia Noah Olivia Paul Quinn Rosa Sam Tara Uma Victor Wendy Yara Zoe Marcus Nadia Owen Priya Rafael Sofia Theo Valeria Will");
    private static final List<String> LAST = words(
            "Castillo Archer Nguyen Ortiz Fisher Rahman Lee Walker Rivera Price Foster Johansson Begay Reed Schmidt Murphy Delgado Whitaker Singh Patel Stone Cho Bloom Haddad Carter Okafor Lindgren Moreau Santos Kim Weber Alvarez Brooks Tanaka");
    private static final List<String> EAST_HANDS =
            List.of("Pete Picker (demo)", "Ines Duarte", "Tom Hale", "Lucia Ferro");
    private static final List<String> WEST_HANDS = List.of("Ray Tsosie", "Megan Yu", "Carlos Vega");
    private static final Set<String> WEST_REGIONS =
            Set.of("AZ", "CA", "NV", "UT", "NM", "CO", "ID", "OR", "WA", "AK", "HI", "BC", "AB");
    private static final Set<String> WEAR = Set.of("Wear", "Walk");
    private static final List<Carton> CARTONS = List.of(
            new Carton("MAILER-S", 250, 180, 30, 30, 18),
            new Carton("MAILER-L", 380, 280, 45, 55, 29),
            new Carton("BOX-S", 200, 150, 100, 90, 38),
            new Carton("BOX-M", 300, 225, 150, 190, 62),
            new Carton("BOX-L", 400, 300, 250, 380, 98),
            new Carton("BOX-XL", 600, 400, 400, 850, 186),
            new Carton("BOX-XXL", 800, 600, 500, 1900, 420));

    private final LocalDate day;
    /** Days from here to the end of the history, 90 at its beginning. */
    private final int before;

    private final Instant now;
    private final SplittableRandom random;

    private HistoryDay(LocalDate day, LocalDate until, Instant now) {
        this.day = day;
        this.before = (int) ChronoUnit.DAYS.between(day, until);
        this.now = now;
        this.random = new SplittableRandom(day.toEpochDay() * 7919);
    }

    /** @param cost in US cents */
    private record Carton(String code, int length, int width, int height, int grams, long cost) {
        long volume() {
            return (long) length * width * height;
        }
    }

    private record Site(
            String code, ZoneId zone, LocalTime cutOff, Set<DayOfWeek> days, Located at, List<String> hands) {
        boolean works(LocalDate date) {
            return days.contains(date.getDayOfWeek());
        }

        Instant at(LocalDate date, LocalTime time) {
            return date.atTime(time).atZone(zone).toInstant();
        }
    }

    private static final Site EAST = new Site(
            DemoSites.EAST,
            ZoneId.of("America/New_York"),
            LocalTime.of(17, 0),
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.SATURDAY),
            new Located(26.6406, -81.8723, Precision.POSTCODE),
            EAST_HANDS);
    private static final Site WEST = new Site(
            DemoSites.WEST,
            ZoneId.of("America/Phoenix"),
            LocalTime.of(16, 0),
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
            new Located(33.4484, -112.0740, Precision.POSTCODE),
            WEST_HANDS);

    private record Wanted(String sku, List<DemoItem> parts, List<Integer> counts, long price, int quantity) {}

    /** What came of an order: itself, and the one that sent it again. */
    static List<HistoricOrder> of(LocalDate day, LocalDate until, Instant now) {
        var history = new HistoryDay(day, until, now);
        var orders = new ArrayList<HistoricOrder>();
        int count = history.count();
        for (int n = 0; n < count; n++) history.order(n, orders);
        return orders;
    }

    private boolean promotion() {
        return before <= 24 && before > 20;
    }

    private boolean badWeek() {
        return before <= 43 && before > 36;
    }

    private int count() {
        double weekday = switch (day.getDayOfWeek()) {
            case MONDAY -> 1.14;
            case TUESDAY -> 1.06;
            case WEDNESDAY -> 1.0;
            case THURSDAY -> 0.97;
            case FRIDAY -> 0.92;
            case SATURDAY -> 0.84;
            case SUNDAY -> 1.07;
        };
        double growth = 1.12 - 0.26 * before / DAYS;
        double season = 1 + 0.06 * Math.sin(day.getDayOfYear() * 2 * Math.PI / 45);
        double peak = promotion() ? 1.45 : 1;
        double noise = 0.92 + random.nextDouble() * 0.16;
        return (int) Math.clamp(Math.round(USUAL_ORDERS * weekday * growth * season * peak * noise), FEWEST, MOST);
    }

    private void order(int n, List<HistoricOrder> orders) {
        double which = random.nextDouble();
        var merchant = which < 0.4 ? DemoMerchant.CORAL : which < 0.67 ? DemoMerchant.SAGUARO : DemoMerchant.SABAL;
        var wanted = basket(merchant);
        var to = buyer();
        var site = site(wanted, to);
        var id = "H-%s-%03d".formatted(day.toString().replace("-", ""), n + 1);
        var placed = placedAt();
        var journey = journey(site, to, placed);
        // All numbers are drawn before it is known whether the order is over, so that the next order is the same
        // whenever it is made.
        double bad = random.nextDouble();
        var back = back(wanted, journey);
        var trouble = new double[] {random.nextDouble(), random.nextDouble()};
        var thought = thought(journey, back != null);
        if (journey.ended().isAfter(now)) return;
        var order = order(merchant, id, placed, wanted, to, channel(trouble[0]));
        var shipment = shipment(site, to, wanted, journey, id, trouble[1]);
        if (bad < BROKEN && !journey.lost() && back == null) {
            broken(order, shipment, journey, bad < BROKEN / 2, orders);
            return;
        }
        var returns =
                back == null || back.refundedAt() == null || !back.refundedAt().isBefore(now)
                        ? null
                        : List.<HistoricOrder.@Nullable Return>of(back);
        var cases = journey.lost() ? List.<HistoricOrder.@Nullable Case>of(lost(order, journey)) : null;
        orders.add(new HistoricOrder(order, placed.plusSeconds(20), List.of(shipment), returns, cases, thought));
    }

    /** One in six answers; who got it late or sent it back is less happy. */
    private @Nullable List<HistoricOrder.@Nullable Survey> thought(Times times, boolean unhappy) {
        double answers = random.nextDouble();
        double mood = random.nextDouble() - (unhappy ? 0.3 : 0);
        int hours = 26 + random.nextInt(60);
        var at = times.ended().plus(Duration.ofHours(hours));
        if (answers > 0.17 || times.lost() || at.isAfter(now)) return null;
        if (LocalDate.ofInstant(times.ended(), ZoneOffset.UTC)
                .isAfter(times.promised().plusDays(1))) mood -= 0.35;
        int csat = mood < -0.1 ? 1 : mood < 0.04 ? 2 : mood < 0.13 ? 3 : mood < 0.42 ? 4 : 5;
        int nps = mood < 0 ? 3 : mood < 0.12 ? 6 : mood < 0.3 ? 8 : mood < 0.65 ? 9 : 10;
        var all = new ArrayList<HistoricOrder.@Nullable Survey>();
        all.add(new HistoricOrder.Survey("CSAT", csat, at));
        if (answers < 0.09) all.add(new HistoricOrder.Survey("NPS", nps, at.plusSeconds(40)));
        return all;
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.split(" "));
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private <T> T weighted(List<T> of, ToIntFunction<T> weight) {
        int at = random.nextInt(of.stream().mapToInt(weight).sum());
        for (var one : of) {
            at -= weight.applyAsInt(one);
            if (at < 0) return one;
        }
        return of.getLast();
    }

    private List<Wanted> basket(DemoMerchant merchant) {
        double size = random.nextDouble();
        int lines = size < 0.52 ? 1 : size < 0.8 ? 2 : size < 0.94 ? 3 : 4;
        var wanted = new LinkedHashMap<String, Wanted>();
        for (int i = 0; i < lines; i++) {
            double many = random.nextDouble();
            int quantity = many < 0.8 ? 1 : many < 0.95 ? 2 : 3;
            boolean set = random.nextDouble() < 0.045;
            if (set) {
                var kit = weighted(merchant.sets(), DemoMerchant.Kit::demand);
                var parts = kit.item().components();
                if (parts == null) continue;
                wanted.putIfAbsent(
                        kit.item().sku(),
                        new Wanted(
                                kit.item().sku(),
                                parts.stream()
                                        .map(part -> merchant.item(part.sku()))
                                        .toList(),
                                parts.stream().map(part -> part.quantity()).toList(),
                                merchant.price(kit.item().sku()),
                                1));
            } else {
                var item = weighted(merchant.items(), DemoItem::demand);
                wanted.putIfAbsent(
                        item.sku(), new Wanted(item.sku(), List.of(item), List.of(1), item.price(), quantity));
            }
        }
        return List.copyOf(wanted.values());
    }

    private Address buyer() {
        var places = DemoBuyer.all();
        var first = one(FIRST);
        var last = one(LAST);
        // Most of what is sold goes to the United States, which come first in the list.
        var place = random.nextDouble() < 0.87 ? places.get(random.nextInt(26)) : places.get(26 + random.nextInt(11));
        return new Address(
                first + " " + last,
                null,
                place.line1(),
                random.nextDouble() < 0.3 ? "Apt " + (1 + random.nextInt(40)) : null,
                place.city(),
                place.region(),
                place.postcode(),
                place.country(),
                place.phone(),
                (first + "." + last).toLowerCase(Locale.ROOT) + "@shopper.example");
    }

    private static Site site(List<Wanted> wanted, Address to) {
        var all = wanted.stream().flatMap(line -> line.parts().stream()).toList();
        if (all.stream().anyMatch(item -> item.is(Care.EAST_ONLY))) return EAST;
        if (all.stream().anyMatch(item -> item.is(Care.WEST_ONLY))) return WEST;
        return to.region() != null && WEST_REGIONS.contains(to.region())
                        || to.country().equals("MX")
                ? WEST
                : EAST;
    }

    private Instant placedAt() {
        // People buy in the evening, and some at noon.
        int hour = (int) Math.clamp(Math.round((random.nextDouble() + random.nextDouble()) * 9 + 5), 0, 23);
        return day.atTime(hour, random.nextInt(60), random.nextInt(60))
                .atZone(EAST.zone())
                .toInstant();
    }

    private record Times(
            String service,
            Instant released,
            Instant picking,
            Instant picked,
            Instant packing,
            Instant packed,
            Instant shipped,
            Instant shipBy,
            Instant out,
            Instant ended,
            LocalDate promised,
            boolean lost,
            int zone) {}

    private Times journey(Site site, Address to, Instant placed) {
        boolean abroad = !to.country().equals("US");
        double pick = random.nextDouble();
        var service = abroad ? "INTERNATIONAL" : pick < 0.82 ? "GROUND" : pick < 0.95 ? "TWO_DAY" : "OVERNIGHT";
        double miles =
                Places.locate(to).map(at -> Distance.miles(site.at(), at)).orElse(2500.0);
        int zone = miles < 150
                ? 2
                : miles < 300 ? 3 : miles < 600 ? 4 : miles < 1000 ? 5 : miles < 1400 ? 6 : miles < 1800 ? 7 : 8;
        int transit = switch (service) {
            case "OVERNIGHT" -> 1;
            case "TWO_DAY" -> 2;
            case "INTERNATIONAL" -> 6;
            default -> Math.max(1, zone - 2);
        };
        var shipDay = placed.atZone(site.zone()).toLocalDate();
        if (!placed.isBefore(site.at(shipDay, site.cutOff()).minus(Duration.ofMinutes(150))))
            shipDay = shipDay.plusDays(1);
        while (!site.works(shipDay)) shipDay = shipDay.plusDays(1);
        var shipBy = site.at(shipDay, site.cutOff());
        boolean slow = badWeek() && site == WEST && random.nextDouble() < 0.45 || random.nextDouble() < 0.012;
        var leaves = shipDay;
        if (slow) do leaves = leaves.plusDays(1); while (!site.works(leaves));
        var shift = site.at(leaves, LocalTime.of(7, 0)).plusSeconds(random.nextInt(5400));
        var released = latest(placed.plusSeconds(240 + random.nextInt(900)), shift);
        var picking = released.plusSeconds((slow ? 5400 : 500) + random.nextInt(3000));
        var picked = picking.plusSeconds(70 + random.nextInt(420));
        var packing = picked.plusSeconds(180 + random.nextInt(1500));
        var packed = packing.plusSeconds(60 + random.nextInt(240));
        var shipped = latest(
                packed.plusSeconds(240), site.at(leaves, site.cutOff()).minusSeconds(420 + random.nextInt(2400)));
        var promised = working(shipDay, transit);
        double luck = random.nextDouble();
        int longer = luck < (badWeek() ? 2 * LATE : LATE) ? 1 + random.nextInt(3) : luck > 0.9 && transit > 1 ? -1 : 0;
        var arrives = working(leaves, Math.max(1, transit + longer));
        boolean lost = random.nextDouble() < LOST;
        var out = arrives.atTime(7, 30).atZone(site.zone()).toInstant().plusSeconds(random.nextInt(5400));
        var ended = lost
                ? shipped.plus(Duration.ofDays(11)).plusSeconds(random.nextInt(20_000))
                : out.plusSeconds(2400 + random.nextInt(24_000));
        return new Times(
                service, released, picking, picked, packing, packed, shipped, shipBy, out, ended, promised, lost, zone);
    }

    private static LocalDate working(LocalDate from, int days) {
        var date = from;
        for (int left = days; left > 0; ) {
            date = date.plusDays(1);
            if (date.getDayOfWeek() != DayOfWeek.SUNDAY) left--;
        }
        return date;
    }

    private static Instant latest(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static String channel(double luck) {
        if (luck < 0.44) return "web";
        if (luck < 0.64) return "shopify";
        if (luck < 0.87) return "amazon";
        return luck < 0.95 ? "ebay" : "tiktok";
    }

    private NewOrder order(
            DemoMerchant merchant, String id, Instant placed, List<Wanted> wanted, Address to, String channel) {
        var lines = new ArrayList<NewOrder.@Nullable Line>();
        long goods = 0;
        for (var one : wanted) {
            long full = one.price() * one.quantity();
            long discount = promotion() ? full * 15 / 100 : 0;
            goods += full - discount;
            lines.add(new NewOrder.Line(
                    one.sku(),
                    one.quantity(),
                    one.price(),
                    discount,
                    Math.round((full - discount) * 0.06),
                    null,
                    null,
                    null));
        }
        long shipping = goods >= 7500 ? 0 : 695;
        long total = shipping + goods;
        for (var line : lines) total += line == null || line.taxMinor() == null ? 0 : line.taxMinor();
        boolean card = channel.equals("web") || channel.equals("shopify");
        var tenders =
                card ? List.<NewOrder.@Nullable Tender>of(new NewOrder.Tender("CARD", null, total, "tok_past")) : null;
        return NewOrder.of(merchant.code(), channel, id)
                .placedAt(placed)
                .currency("USD")
                .lines(lines)
                .shipTo(to)
                .email(to.email())
                .locale(language(to))
                .shippingMinor(shipping)
                .totalMinor(total)
                .tenders(tenders)
                .build();
    }

    private static String language(Address to) {
        return switch (to.country()) {
            case "MX", "CL", "CO", "AR", "PE", "CR" -> "es";
            case "BR" -> "pt";
            default -> "QC".equals(to.region()) ? "fr" : "en";
        };
    }

    private HistoricOrder.Shipment shipment(
            Site site, Address to, List<Wanted> wanted, Times times, String id, double luck) {
        int goods = 0;
        long volume = 0;
        int longest = 0;
        boolean alone = false;
        DemoItem first = wanted.getFirst().parts().getFirst();
        for (var one : wanted)
            for (int i = 0; i < one.parts().size(); i++) {
                var part = one.parts().get(i);
                int units = one.counts().get(i) * one.quantity();
                goods += part.grams() * units;
                volume += (long) part.length() * part.width() * part.height() * units;
                longest = Math.max(longest, Math.max(part.length(), Math.max(part.width(), part.height())));
                alone |= part.is(Care.ALONE);
            }
        boolean own = alone
                && wanted.size() == 1
                && wanted.getFirst().quantity() == 1
                && wanted.getFirst().parts().size() == 1;
        var carton =
                own ? new Carton("OWN", first.length(), first.width(), first.height(), 0, 0) : carton(volume, longest);
        int grams = goods + carton.grams() + (own ? 0 : 40);
        var carrier = times.service().equals("GROUND") && grams < 450
                ? "SUNPOST"
                : times.service().equals("GROUND") ? "COASTLINE" : "MERIDIAN";
        long pounds = Math.max(1, Math.ceilDiv(grams, 454));
        long base = switch (times.service()) {
            case "OVERNIGHT" -> 2850;
            case "TWO_DAY" -> 1490;
            case "INTERNATIONAL" -> 1820;
            default -> carrier.equals("SUNPOST") ? 430 : 690;
        };
        long postage = base + 55L * (times.zone() - 2) + (pounds - 1) * (38 + 9L * times.zone());
        int fill = own ? 0 : (int) Math.max(0, (carton.volume() - volume) / 1_000_000 / 2);
        var materials = new ArrayList<HistoricOrder.@Nullable Material>();
        if (fill > 0 && carton.code().startsWith("BOX")) materials.add(new HistoricOrder.Material("VOID-FILL", fill));
        if (first.is(Care.FRAGILE)) materials.add(new HistoricOrder.Material("WRAP", 2));
        var hands = site.hands();
        return new HistoricOrder.Shipment(
                site.code(),
                times.service(),
                times.released(),
                times.released(),
                times.picking(),
                times.picked(),
                times.packing(),
                times.packed(),
                times.shipped(),
                times.lost() ? null : times.out(),
                times.lost() ? null : times.ended(),
                times.lost() ? times.ended() : null,
                times.shipBy(),
                times.promised(),
                carton.code(),
                carton.length() + 8,
                carton.width() + 8,
                carton.height() + 8,
                grams,
                materials,
                carton.cost() + 2L * fill + (first.is(Care.FRAGILE) ? 12 : 0),
                carrier,
                times.service(),
                carrier.charAt(0) + id.replaceAll("[^0-9]", ""),
                postage,
                null,
                hands.get((int) (luck * hands.size())),
                hands.get((int) (luck * 7919) % hands.size()));
    }

    private static Carton carton(long volume, int longest) {
        for (var carton : CARTONS) if (carton.volume() * 3 / 4 >= volume && carton.length() >= longest) return carton;
        return CARTONS.getLast();
    }

    private HistoricOrder.@Nullable Return back(List<Wanted> wanted, Times times) {
        double chance = random.nextDouble();
        double why = random.nextDouble();
        int asked = random.nextInt(11 * 1440);
        int arrives = 2880 + random.nextInt(5760);
        int judged = 90 + random.nextInt(1500);
        var line = wanted.getFirst();
        var item = line.parts().getFirst();
        boolean wear = WEAR.contains(item.category());
        if (chance > (wear ? 2.2 : 0.8) * RETURNED || times.lost()) return null;
        var reason = reason(item, wear, why);
        boolean broken = reason.equals("DAMAGED");
        var requested = times.ended().plus(Duration.ofMinutes(700 + asked));
        var arrived = requested.plus(Duration.ofMinutes(arrives));
        var graded = arrived.plus(Duration.ofMinutes(judged));
        long full = line.price() * line.quantity();
        long net = promotion() ? full - full * 15 / 100 : full;
        long paid = net + Math.round(net * 0.06);
        return new HistoricOrder.Return(
                List.of(new HistoricOrder.Units(1, line.quantity())),
                reason,
                broken ? "C" : why < 0.75 ? "A" : "B",
                null,
                requested,
                requested.plus(Duration.ofHours(20)),
                arrived,
                graded,
                graded.plus(Duration.ofMinutes(25)),
                paid);
    }

    private static String reason(DemoItem item, boolean wear, double why) {
        if (item.is(Care.FRAGILE) && why < 0.45) return "DAMAGED";
        if (wear) return why < 0.68 ? "DOES_NOT_FIT" : why < 0.88 ? "CHANGED_MIND" : "NOT_AS_DESCRIBED";
        if (why < 0.44) return "CHANGED_MIND";
        if (why < 0.7) return "NOT_AS_DESCRIBED";
        return why < 0.84 ? "WRONG_ITEM" : why < 0.93 ? "DAMAGED" : "TOO_LATE";
    }

    private HistoricOrder.Case lost(NewOrder order, Times times) {
        return new HistoricOrder.Case(
                1,
                "LOST",
                "",
                "CARRIER",
                times.ended(),
                "REFUND",
                "CARRIER",
                order.totalMinor(),
                "Your parcel was lost on the way; we have paid it back.",
                times.ended().plusSeconds(1200),
                times.ended().plusSeconds(1260),
                "Paid back.",
                null);
    }

    /** Something came broken, or a thing was missing: paid back in part, or sent again as an order of its own. */
    private void broken(
            NewOrder order, HistoricOrder.Shipment shipment, Times times, boolean again, List<HistoricOrder> orders) {
        var opened = times.ended().plus(Duration.ofHours(9));
        var decided = opened.plus(Duration.ofHours(3));
        var id = "RESHIP-" + order.externalId();
        var sent = again ? resent(order, shipment, times, id, decided) : null;
        if (decided.plusSeconds(60).isAfter(now) || again && sent == null) {
            orders.add(new HistoricOrder(order, null, List.of(shipment), null, null));
            return;
        }
        if (sent != null) orders.add(sent);
        long half = order.totalMinor() == null ? 0 : order.totalMinor() / 2;
        var one = new HistoricOrder.Case(
                1,
                again ? "MISSING_ITEM" : "DAMAGED",
                again
                        ? "One of the things I ordered is not in the box."
                        : "The parcel was crushed and so is what was in it.",
                "SHOPPER",
                opened,
                again ? "RESHIP" : "REFUND",
                again ? "OPERATOR" : "CARRIER",
                again ? null : half,
                again ? "We are sorry: it is on its way again." : "We are sorry: half of it goes back to you.",
                decided,
                decided.plusSeconds(60),
                again ? "Sent again." : "Paid back.",
                again ? id : null);
        orders.add(new HistoricOrder(order, null, List.of(shipment), null, List.of(one)));
    }

    private @Nullable HistoricOrder resent(
            NewOrder order, HistoricOrder.Shipment shipment, Times times, String id, Instant at) {
        var after = Duration.between(times.released(), at).plusHours(2);
        var ended = times.ended().plus(after);
        if (ended.isAfter(now)) return null;
        var lines = new ArrayList<NewOrder.@Nullable Line>();
        for (var line : order.lines() == null ? List.<NewOrder.@Nullable Line>of() : order.lines())
            if (line != null)
                lines.add(new NewOrder.Line(line.sku(), line.quantity(), 0L, null, null, null, null, null));
        var free = NewOrder.of(order.merchant(), "reship", id)
                .placedAt(at)
                .currency("USD")
                .lines(lines)
                .shipTo(order.shipTo())
                .email(order.email())
                .locale(order.locale())
                .shippingMinor(0L)
                .totalMinor(0L)
                .build();
        var again = new HistoricOrder.Shipment(
                shipment.warehouse(),
                shipment.service(),
                null,
                times.released().plus(after),
                times.picking().plus(after),
                times.picked().plus(after),
                times.packing().plus(after),
                times.packed().plus(after),
                times.shipped().plus(after),
                times.out().plus(after),
                ended,
                null,
                null,
                null,
                shipment.packaging(),
                shipment.lengthMm(),
                shipment.widthMm(),
                shipment.heightMm(),
                shipment.weightGrams(),
                shipment.materials(),
                shipment.materialMinor(),
                shipment.carrier(),
                shipment.carrierService(),
                shipment.tracking() + "R",
                shipment.postageMinor(),
                null,
                shipment.pickedBy(),
                shipment.packedBy());
        return new HistoricOrder(free, null, List.of(again), null, null);
    }

    /** How many of what was ordered; for tests. */
    static Map<String, Integer> units(List<HistoricOrder> orders) {
        var units = new HashMap<String, Integer>();
        for (var historic : orders) {
            var order = historic.order();
            if (order == null || order.lines() == null) continue;
            for (var line : order.lines())
                if (line != null && line.sku() != null && line.quantity() != null)
                    units.merge(line.sku(), line.quantity(), Integer::sum);
        }
        return units;
    }
}

package wharf.yours;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import wharf.platform.Shown;
import wharf.platform.web.CsvExport;
import wharf.shared.Refusal;

/** What the screens and the API show of a trial. */
@Service
class TrialPages {
    private static final int EXPORTED_AT_ONCE = 500;
    private static final List<String> HEADER = List.of(
            "order",
            "placed_at",
            "city",
            "region",
            "country",
            "units",
            "sites",
            "parcels",
            "cartons",
            "postage",
            "packing",
            "cost",
            "one_site_cost",
            "saving",
            "currency",
            "days",
            "one_site_days",
            "miles");

    private final TrialOrders orders;
    private final TrialProblems problems;
    private final Results results;
    private final Trying trying;
    private final Network network;

    TrialPages(TrialOrders orders, TrialProblems problems, Results results, Trying trying, Network network) {
        this.orders = orders;
        this.problems = problems;
        this.results = results;
        this.trying = trying;
        this.network = network;
    }

    /** Points of a map: where sites stand, and where orders go. */
    public record MapPoints(List<Summary.Spot> spots, List<AssumedSite> sites) {}

    MapPoints map(Trial trial) {
        return new MapPoints(
                Objects.requireNonNull(trial.summary()).spots(),
                Objects.requireNonNull(trial.assumptions()).sites());
    }

    List<ProblemCount> problemCounts(UUID id) {
        return problems.counts(id);
    }

    List<TrialProblem> problems(UUID id, @Nullable Boolean severe, long after, int limit) {
        return problems.list(id, severe, after, limit);
    }

    int shippedAlready(UUID id) {
        return orders.shippedAlready(id);
    }

    List<TrialLine> extremes(Trial trial, boolean savings, int limit) {
        return results.extremes(trial.id(), baseline(trial), savings, limit).stream()
                .filter(line ->
                        line.savingMinor() != null && (savings ? line.savingMinor() > 0 : line.savingMinor() < 0))
                .toList();
    }

    List<TrialLine> after(Trial trial, int n, int limit) {
        return results.after(trial.id(), baseline(trial), n, limit);
    }

    private static int baseline(Trial trial) {
        var summary = trial.summary();
        if (summary == null)
            throw Refusal.conflict(
                    "not-done", "state", trial.state(), "There is no result yet; run the trial to its end.");
        return Results.index(Objects.requireNonNull(trial.assumptions()), summary);
    }

    void export(Trial trial, HttpServletResponse response) {
        int baseline = baseline(trial);
        var currency = Objects.requireNonNull(trial.summary()).currency();
        CsvExport.<TrialLine>send(
                response,
                "what-if.csv",
                HEADER,
                last -> results.after(trial.id(), baseline, last == null ? 0 : last.n(), EXPORTED_AT_ONCE),
                line -> Arrays.asList(
                        line.ref(),
                        line.placedAt(),
                        line.city(),
                        line.region(),
                        line.country(),
                        line.units(),
                        line.sites(),
                        line.parcels(),
                        line.cartons(),
                        Shown.amount(line.postageMinor(), currency),
                        Shown.amount(line.packingMinor(), currency),
                        Shown.amount(line.costMinor(), currency),
                        line.aloneMinor() == null ? null : Shown.amount(line.aloneMinor(), currency),
                        line.savingMinor() == null ? null : Shown.amount(line.savingMinor(), currency),
                        currency,
                        line.days(),
                        line.aloneDays(),
                        Math.round(line.miles())));
    }

    ExplainedOrder order(Trial trial, int n) {
        var found = orders.one(trial.id(), n).orElseThrow(() -> Refusal.notFound("order of this trial", n));
        var order = found.order();
        boolean tried = trial.assumptions() != null && order.state() == TrialOrder.State.FIT;
        var result = tried ? trying.explain(trial, order) : java.util.Optional.<Replay.Tried>empty();
        var parts = new ArrayList<ExplainedOrder.Part>();
        result.ifPresent(one -> {
            for (int i = 0; i < one.sites().size(); i++) {
                var shipped = one.shipped().get(i);
                var packed = shipped.packed();
                parts.add(new ExplainedOrder.Part(
                        one.sites().get(i),
                        packed.cartons(),
                        packed.reason(),
                        packed.postageMinor(),
                        packed.packingMinor(),
                        shipped.days(),
                        Math.round(shipped.miles()),
                        packed.zone(),
                        packed.currency()));
            }
        });
        var to = order.shipTo();
        var destination = String.join(
                ", ",
                java.util.stream.Stream.of(to.city(), to.region(), to.postcode(), to.country())
                        .filter(part -> part != null && !part.isEmpty())
                        .toList());
        return new ExplainedOrder(
                n,
                order.ref(),
                destination,
                order.lines().stream()
                        .map(line -> line.quantity() + " × " + line.sku())
                        .toList(),
                result.map(Replay.Tried::decision).orElse(null),
                parts);
    }

    /**
     * Assumptions as a form wishes them.
     *
     * @param sites {@code own}, {@code demand} to have them placed where the orders go, or {@code placed} where the form says
     */
    Assumptions wished(
            Trial trial,
            String sites,
            Assumptions.@Nullable Stocking stocking,
            String baseline,
            Map<String, String> form) {
        var before = trial.assumptions();
        if (before == null)
            throw Refusal.conflict("not-done", "state", trial.state(), "Run the trial to its end first.");
        List<AssumedSite> chosen = switch (sites) {
            case "own" -> network.own();
            case "demand" -> demanded(trial, form);
            case "placed" -> placed(trial, form);
            default -> throw Refusal.invalid("unknown-choice", "sites", sites, "Choose own, demand or placed.");
        };
        if (chosen.isEmpty())
            throw Refusal.invalid("missing", "sites", null, "There is no site to ship from; place at least one.");
        var known = chosen.stream().anyMatch(site -> site.code().equals(baseline)) ? baseline : null;
        var why = switch (sites) {
            case "own" -> "Your operator's own sites, where they are.";
            case "demand" -> "Placed where the orders go.";
            default -> "Placed where you said.";
        };
        return new Assumptions(chosen, stocking == null ? before.stocking() : stocking, known, network.today(), why);
    }

    private List<AssumedSite> demanded(Trial trial, Map<String, String> form) {
        var demand = orders.demand(trial.id());
        var country = demand.stream()
                .collect(java.util.stream.Collectors.groupingBy(
                        Placing.Demand::country, java.util.stream.Collectors.summingLong(Placing.Demand::orders)))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(trial.settings().country());
        var wished = number(form.get("count"), "count");
        int count = wished == null ? 2 : (int) Math.max(1, Math.min(Network.MOST_SITES, wished));
        return network.placed(demand, country, count, trial.settings());
    }

    private static List<AssumedSite> placed(Trial trial, Map<String, String> form) {
        var placed = new ArrayList<AssumedSite>();
        for (int i = 1; i <= Network.MOST_SITES; i++) {
            var city = form.getOrDefault("city." + i, "").strip();
            var latitude = number(form.get("latitude." + i), "latitude." + i);
            var longitude = number(form.get("longitude." + i), "longitude." + i);
            if (city.isEmpty() && (latitude == null || longitude == null)) continue;
            placed.add(Network.wished(
                    placed.size() + 1,
                    city.length() > 100 ? city.substring(0, 100) : city,
                    form.getOrDefault("region." + i, "").strip(),
                    form.getOrDefault("country." + i, trial.settings().country()),
                    latitude,
                    longitude,
                    trial.settings()));
        }
        return placed;
    }

    private static @Nullable Double number(@Nullable String text, String field) {
        if (text == null || text.isBlank()) return null;
        return wharf.yours.csv.Numbers.parse(text.strip(), '.')
                .map(java.math.BigDecimal::doubleValue)
                .orElseThrow(() -> Refusal.invalid("not-a-number", field, text, "Write a number such as -46.63."));
    }
}

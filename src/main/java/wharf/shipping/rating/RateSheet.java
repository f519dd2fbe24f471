package wharf.shipping.rating;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a carrier charges by service, zone and weight while the sheet is valid. Never changed once made: new prices are a new sheet. */
public final class RateSheet {
    private final String carrier;
    private final String name;
    private final String currency;
    private final LocalDate validFrom;
    private final @Nullable LocalDate validTo;
    private final Map<Lane, TreeMap<Integer, Cell>> cells = new TreeMap<>();

    /**
     * One price.
     *
     * @param upTo heaviest billable weight it is good for, in the carrier's billing steps
     * @param amountMinor in minor units of the sheet's currency
     * @param transitDays working days from the day it leaves to the day it arrives
     */
    public record Cell(String service, int zone, int upTo, long amountMinor, int transitDays) {}

    private record Lane(String service, int zone) implements Comparable<Lane> {
        @Override
        public int compareTo(Lane other) {
            int byService = service.compareTo(other.service);
            return byService != 0 ? byService : Integer.compare(zone, other.zone);
        }
    }

    public RateSheet(
            String carrier,
            String name,
            String currency,
            LocalDate validFrom,
            @Nullable LocalDate validTo,
            List<Cell> cells) {
        this.carrier = carrier;
        this.name = name;
        this.currency = currency;
        this.validFrom = validFrom;
        this.validTo = validTo;
        for (var cell : cells)
            this.cells
                    .computeIfAbsent(new Lane(cell.service(), cell.zone()), lane -> new TreeMap<>())
                    .put(cell.upTo(), cell);
    }

    public String carrier() {
        return carrier;
    }

    public String name() {
        return name;
    }

    public String currency() {
        return currency;
    }

    SortedSet<String> services() {
        var services = new TreeSet<String>();
        cells.keySet().forEach(lane -> services.add(lane.service()));
        return services;
    }

    boolean reaches(String service, int zone) {
        return cells.containsKey(new Lane(service, zone));
    }

    Optional<Cell> cell(String service, int zone, int billableSteps) {
        return Optional.ofNullable(cells.get(new Lane(service, zone)))
                .map(lane -> lane.ceilingEntry(billableSteps))
                .map(Map.Entry::getValue);
    }

    boolean validOn(LocalDate day) {
        return !day.isBefore(validFrom) && (validTo == null || !day.isAfter(validTo));
    }
}

package wharf.shipping.tracking;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Work;
import wharf.shared.ParcelId;
import wharf.shipping.ParcelView;
import wharf.shipping.Parcels;
import wharf.shipping.ParcelsScannedOut;
import wharf.shipping.Sites;
import wharf.shipping.rating.CarrierDays;

/** Begins a journey when a parcel leaves: with the day by which it was promised, and a look at what the carrier has said already. */
@Component
class Departures {
    private final Parcels parcels;
    private final JourneyRows rows;
    private final Work work;
    private final Sites sites;

    Departures(Parcels parcels, JourneyRows rows, Work work, Sites sites) {
        this.parcels = parcels;
        this.rows = rows;
        this.work = work;
        this.sites = sites;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(ParcelsScannedOut out) {
        var zone = sites.zone(out.site());
        var promised = new HashMap<ParcelId, @Nullable LocalDate>();
        var leaving = parcels.find(
                out.parcels().stream().map(ParcelsScannedOut.ScannedOut::parcel).toList());
        leaving.forEach(parcel ->
                promised.put(parcel.id(), promise(parcel, LocalDate.ofInstant(out.at(), zone), zone)));
        rows.begin(promised);
        work.add(
                FollowStep.NAME,
                leaving.stream()
                        .map(parcel -> new Work.Subject(parcel.id().value(), parcel.merchant()))
                        .toList());
    }

    /** What the shopper was told; otherwise the service's days, counted from the day on which it really leaves. */
    private static @Nullable LocalDate promise(ParcelView parcel, LocalDate today, ZoneId zone) {
        if (parcel.deliverBy() != null) return parcel.deliverBy();
        return transitDays(parcel, zone)
                .map(days -> CarrierDays.unitedStates(today).after(today, days))
                .orElse(null);
    }

    /** How many working days the service takes, as it was bought. */
    static Optional<Integer> transitDays(ParcelView parcel, ZoneId zone) {
        var label = parcel.label();
        if (label == null || label.deliverBy() == null || label.boughtAt() == null) return Optional.empty();
        var bought = LocalDate.ofInstant(label.boughtAt(), zone);
        var calendar = CarrierDays.unitedStates(bought);
        int days = 0;
        while (calendar.after(bought, days).isBefore(label.deliverBy())) days++;
        return Optional.of(days);
    }
}

package wharf.delivery.cases;

import java.util.List;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.shipping.tracking.Milestone;
import wharf.shipping.tracking.MilestonesReached;

/** What the carrier could not deliver becomes a case for the operator. */
@Component
class CarrierCases {
    private final Cases cases;

    CarrierCases(Cases cases) {
        this.cases = cases;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(MilestonesReached reached) {
        for (var parcel : reached.parcels())
            if (parcel.isNews())
                reason(parcel.latest())
                        .ifPresent(reason -> parcel.orders()
                                .forEach(order -> cases.open(new NewCase(
                                        order,
                                        parcel.parcel(),
                                        reason,
                                        reason == CaseReason.LOST
                                                ? "The carrier reports the parcel as lost."
                                                : "The carrier reports that the parcel came back.",
                                        CaseView.OpenedBy.CARRIER,
                                        List.of(),
                                        List.of()))));
    }

    private static Optional<CaseReason> reason(Milestone milestone) {
        return switch (milestone) {
            case RETURNED_TO_SENDER -> Optional.of(CaseReason.RETURNED_TO_SENDER);
            case LOST -> Optional.of(CaseReason.LOST);
            default -> Optional.empty();
        };
    }
}

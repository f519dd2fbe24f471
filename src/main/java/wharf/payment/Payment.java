package wharf.payment;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Everything known about the payment of one reference: its tenders by number, its attempts oldest first. */
record Payment(UUID reference, List<Tender> tenders, List<Attempt> attempts) {
    boolean isEmpty() {
        return tenders.isEmpty();
    }

    /** The authorisation (or direct sale) of the tender's present round, whatever came of it. */
    Optional<Attempt> source(Tender tender) {
        var kind = tender.isDirect() ? AttemptKind.DIRECT_SALE : AttemptKind.AUTHORISE;
        return attempts.stream()
                .filter(attempt -> attempt.tenderId().equals(tender.id()))
                .filter(attempt -> attempt.kind() == kind && attempt.round() == tender.round())
                .findFirst();
    }

    /** What money can be taken under: the source that succeeded and has not expired. */
    Optional<Attempt> living(Tender tender) {
        return source(tender).filter(source -> source.state() == AttemptState.SUCCEEDED);
    }

    List<Attempt> of(AttemptKind kind, String cause) {
        return attempts.stream()
                .filter(attempt -> attempt.kind() == kind && attempt.cause().equals(cause))
                .toList();
    }

    boolean has(String key) {
        return attempts.stream().anyMatch(attempt -> attempt.key().equals(key));
    }

    Tender tender(UUID id) {
        return tenders.stream()
                .filter(tender -> tender.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Expired, or given up: nothing can be taken under this authorisation any more. */
    boolean isOver(UUID authorisation) {
        return attempts.stream()
                .anyMatch(attempt -> attempt.id().equals(authorisation) && attempt.state() == AttemptState.EXPIRED
                        || authorisation.equals(attempt.parentId())
                                && attempt.kind() == AttemptKind.VOID
                                && attempt.state() == AttemptState.SUCCEEDED);
    }

    boolean isClosed() {
        return tenders.stream().anyMatch(Tender::isClosed);
    }

    /**
     * Whether an authorisation of the present round was declined, so that the others have to be given up. That of a supplement is no reason
     * for it: the others pay for goods that are on their way.
     */
    boolean isDeclined() {
        return tenders.stream().anyMatch(tender -> !tender.supplement() && isDeclined(tender));
    }

    boolean isDeclined(Tender tender) {
        return source(tender)
                .filter(source -> source.state() == AttemptState.DECLINED)
                .isPresent();
    }
}

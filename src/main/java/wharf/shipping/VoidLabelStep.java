package wharf.shipping;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.platform.BusinessClock;
import wharf.platform.ExternalEffects;
import wharf.platform.ExternalEffects.Outcome;
import wharf.platform.Sql;
import wharf.platform.WorkStep;
import wharf.shared.MerchantId;

/**
 * Gives voided labels back to the carrier. One that nobody has asked the carrier for yet needs no call; one whose purchase may be under way
 * is given back once that purchase must have ended, or as soon as it reports itself.
 */
@Component
class VoidLabelStep implements WorkStep {
    static final String NAME = "VOID_LABEL";
    /** Longer than a purchase may take, time-outs and lease included. */
    private static final Duration UNDER_WAY = Duration.ofMinutes(3);

    private static final String VOIDING = """
            select l.id, l.parcel_id, l.merchant_id, l.reference, l.tracking, l.asked_at, l.asked_at > now() - make_interval(secs => :secs) as fresh,
                   (select order_id from parcel_line pl where pl.parcel_id = l.parcel_id order by order_id limit 1) as order_id
            from label l
            where l.id = any(:labels)
            and l.state = 'VOIDING'
            """;
    private static final String VOIDED = """
            update label
            set state = 'VOIDED', voided_at = :now
            where id = :id
            and state = 'VOIDING'
            and tracking is not distinct from :tracking
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final CarrierPort carrier;
    private final ExternalEffects effects;
    private final ParcelStates states;
    private final BusinessClock clock;

    VoidLabelStep(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            CarrierPort carrier,
            ExternalEffects effects,
            ParcelStates states,
            BusinessClock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.carrier = carrier;
        this.effects = effects;
        this.states = states;
        this.clock = clock;
    }

    private record Voiding(
            UUID id,
            UUID parcelId,
            UUID merchantId,
            String reference,
            @Nullable String tracking,
            @Nullable Instant askedAt,
            @Nullable Boolean fresh,
            UUID orderId) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Result run(List<UUID> labels) {
        Map<UUID, Later> later = new HashMap<>();
        for (var label : voiding(labels)) {
            if (label.askedAt() == null) voided(label);
            else if (label.tracking() == null && Boolean.TRUE.equals(label.fresh()))
                later.put(
                        label.id(), new Later(label.askedAt().plus(UNDER_WAY), "its purchase may still be under way"));
            else giveBack(label);
        }
        return Result.later(later);
    }

    private List<Voiding> voiding(List<UUID> labels) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> jdbc.sql(VOIDING)
                .param("labels", Sql.uuids(labels))
                .param("secs", (double) UNDER_WAY.toSeconds())
                .query(Voiding.class)
                .list()));
    }

    private void giveBack(Voiding label) {
        // What was sold late, after an earlier give-back found nothing, is another cause and so another key.
        var key = "label-void:" + label.id() + ":" + (label.tracking() == null ? "unsold" : label.tracking());
        var outcome = effects.perform(
                new ExternalEffects.Request(
                        NAME,
                        key,
                        new MerchantId(label.merchantId()),
                        label.orderId(),
                        "carrier " + carrier.carrier(),
                        null),
                () -> {
                    carrier.giveBack(label.reference());
                    return new Outcome.Done(null);
                },
                Optional::empty);
        if (!(outcome instanceof Outcome.Done))
            throw new LabelStep.StillUnknown("The label could not be given back: " + outcome);
        voided(label);
    }

    private void voided(Voiding label) {
        transaction.executeWithoutResult(status -> {
            int changed = jdbc.sql(VOIDED)
                    .param("id", label.id())
                    .param("tracking", label.tracking())
                    .param("now", Sql.timestamp(clock.instant()))
                    .update();
            if (changed == 1 && label.tracking() != null)
                states.tell(
                        List.of(label.parcelId()), "parcel.label-voided", null, Map.of("tracking", label.tracking()));
        });
    }
}

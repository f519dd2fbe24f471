package wharf.yours;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import wharf.shared.Refusal;

/**
 * Runs a trial in stretches of a second or two, so that other work has its turn in between. What a stretch has done is kept with how far it
 * came, in one transaction: any node goes on from there.
 */
@Component
class TrialStep implements Stretches {
    private static final Logger LOG = LoggerFactory.getLogger(TrialStep.class);
    private static final Duration STRETCH = Duration.ofMillis(1500);

    private final Trials trials;
    private final Reading reading;
    private final Checking checking;
    private final Trying trying;
    private final TrialOrders orders;
    private final Results results;
    private final Network network;

    TrialStep(
            Trials trials,
            Reading reading,
            Checking checking,
            Trying trying,
            TrialOrders orders,
            Results results,
            Network network) {
        this.trials = trials;
        this.reading = reading;
        this.checking = checking;
        this.trying = trying;
        this.orders = orders;
        this.results = results;
        this.network = network;
    }

    @Override
    public String name() {
        return Trials.RUN;
    }

    @Override
    public boolean stretch(UUID trial) {
        return trials.find(trial).map(this::goOn).orElse(false);
    }

    private boolean goOn(Trial trial) {
        if (!trial.state().runs()) return false;
        try {
            return went(trial, patiently(trial));
        } catch (Refusal refused) {
            trials.end(trial, TrialState.FAILED, refused.getMessage());
            return false;
        }
    }

    private Reading.Went patiently(Trial trial) {
        var patience = Patience.of(STRETCH);
        return switch (trial.state()) {
            case READING -> reading.on(trial, patience);
            case CHECKING -> checking.on(trial, patience);
            case TRYING -> trying.on(trial, patience);
            case MAPPING, DONE, FAILED, CANCELLED -> Reading.Went.STOPPED;
        };
    }

    private boolean went(Trial trial, Reading.Went went) {
        switch (went) {
            case ON -> {
                return true;
            }
            case STOPPED -> {
                LOG.info("trial {} was stopped", trial.id());
                return false;
            }
            case TOO_MANY -> {
                trials.end(
                        trial,
                        TrialState.FAILED,
                        "The files hold more than " + Reading.MOST_ROWS + " rows or " + Checking.MOST_ORDERS
                                + " orders. Nothing was left out in silence: split them by month and try each.");
                return false;
            }
            case DONE -> {
                return next(trial);
            }
        }
        return false;
    }

    private boolean next(Trial trial) {
        return switch (trial.state()) {
            case READING -> trials.proceed(trial, TrialState.CHECKING);
            case CHECKING -> checked(trial);
            case TRYING -> {
                tried(trial);
                yield false;
            }
            case MAPPING, DONE, FAILED, CANCELLED -> false;
        };
    }

    private boolean checked(Trial trial) {
        var demand = orders.demand(trial.id());
        var now = trials.one(trial.id());
        if (now.orders() == 0) {
            trials.end(
                    trial,
                    TrialState.FAILED,
                    "There is no order in the files; look at the problems and at what the columns mean.");
            return false;
        }
        trials.assume(trial, network.proposed(demand, trial.settings()));
        return trials.proceed(trial, TrialState.TRYING);
    }

    private void tried(Trial trial) {
        var assumptions = Objects.requireNonNull(trial.assumptions());
        trials.sumUp(trial, results.sumUp(trial.id(), assumptions, trying.currency(trial)));
        trials.end(trial, TrialState.DONE, null);
    }
}

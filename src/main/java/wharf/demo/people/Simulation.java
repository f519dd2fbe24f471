package wharf.demo.people;

import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import wharf.demo.DemoBuyer;
import wharf.demo.DemoDoors;
import wharf.demo.DemoSettings;
import wharf.identity.ApiTokens;
import wharf.identity.NewApiToken;
import wharf.platform.BusinessClock;
import wharf.platform.Context;

/**
 * Plays the simulated people in a database that was filled with the demo, on one node at a time, as long as the pace is not off. It starts after
 * the server and stops before it. {@code wharf.demo.people=false} leaves them out for good.
 */
@Component
@ConditionalOnProperty(name = "wharf.work.enabled", havingValue = "true", matchIfMissing = true)
class Simulation implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Simulation.class);
    /** Stands behind the name of each: whatever they do, history says that they are simulated. */
    private static final String MARK = " (simulated)";

    private static final Duration LOOK_EVERY = Duration.ofSeconds(3);
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(30);
    private static final Duration LEASE = Duration.ofSeconds(15);

    private final DemoSettings settings;
    private final DemoDoors doors;
    private final Paces paces;
    private final ApiTokens tokens;
    private final Around around;
    private final UUID node = UUID.randomUUID();
    private @Nullable Cast cast;
    /** Of those who were hired; whoever goes home and comes back has theirs still. */
    private final Map<Cast.Person, String> secrets = new HashMap<>();

    private @Nullable UUID lastToken;
    private @Nullable Thread loop;
    private volatile boolean running;

    Simulation(DemoSettings settings, DemoDoors doors, Paces paces, ApiTokens tokens, Around around) {
        this.settings = settings;
        this.doors = doors;
        this.paces = paces;
        this.tokens = tokens;
        this.around = around;
    }

    /** What they are told and tell. */
    @Component
    record Around(Environment environment, LeaveAlone kept, Diary diary, BusinessClock clock) {
        /** Where this node can be reached by itself. */
        String base() {
            return "http://" + host(environment.getProperty("server.address", "")) + ":"
                    + environment.getRequiredProperty("local.server.port");
        }

        /** Of a server that listens at this address; loopback where it listens at all of them. */
        static String host(String address) {
            try {
                var bound = InetAddress.getByName(address);
                if (bound.isAnyLocalAddress()) return "127.0.0.1";
                return bound instanceof Inet6Address ? "[" + bound.getHostAddress() + "]" : bound.getHostAddress();
            } catch (UnknownHostException gone) {
                throw new UncheckedIOException(gone);
            }
        }

        boolean wanted() {
            return environment.getProperty("wharf.demo.people", Boolean.class, true);
        }
    }

    @Override
    public void start() {
        if (settings.isOff() || !around.wanted()) return;
        running = true;
        loop = Thread.ofVirtual().name("simulation").start(this::loop);
    }

    private void loop() {
        while (running) {
            var rest = LOOK_EVERY;
            try {
                Context.background("simulation").run(this::look);
            } catch (RuntimeException fault) {
                if (running) LOG.warn("the simulation could not look after its people; it tries again later", fault);
                rest = AFTER_A_FAULT;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(rest.toMillis());
            } catch (InterruptedException stopping) {
                return;
            }
        }
    }

    /** Hires or dismisses them, as the pace and the lease say. */
    void look() {
        var pace = doors.isSeeded() ? paces.take(node, LEASE) : Optional.<Pace>empty();
        var wanted = pace.orElse(Pace.OFF);
        boolean known = areKnown();
        if (wanted == Pace.OFF || !known) dismiss();
        if (!known) forget();
        if (wanted == Pace.OFF) return;
        if (cast == null) cast = hire(wanted);
        else cast.pace(wanted);
    }

    /** Whether their tokens are good still: a reset of the demo takes them away. */
    private boolean areKnown() {
        return lastToken == null
                || tokens.find(lastToken)
                        .filter(token -> token.revokedAt() == null)
                        .isPresent();
    }

    private void forget() {
        secrets.clear();
        lastToken = null;
    }

    private Cast hire(Pace pace) {
        if (secrets.isEmpty()) revokeThoseOfBefore();
        var stage = new Cast.Stage(
                around.base(), this::token, around.kept(), around.diary(), around.clock(), DemoBuyer.all());
        var hired = new Cast(stage, pace);
        try {
            hired.begin();
        } catch (RuntimeException failed) {
            hired.end();
            throw failed;
        }
        LOG.info("The simulated people have come to work, at pace {}", pace);
        return hired;
    }

    private void revokeThoseOfBefore() {
        tokens.all().stream()
                .filter(token -> token.name().endsWith(MARK) && token.revokedAt() == null)
                .forEach(token -> tokens.revoke(token.id()));
    }

    private String token(Cast.Person person) {
        return secrets.computeIfAbsent(person, this::issue);
    }

    private String issue(Cast.Person person) {
        var issued = tokens.issue(new NewApiToken(person.name() + MARK, person.scopes(), null, null));
        lastToken = issued.token().id();
        return issued.secret();
    }

    private void dismiss() {
        if (cast == null) return;
        cast.end();
        cast = null;
    }

    @Override
    public void stop() {
        running = false;
        if (loop != null) {
            loop.interrupt();
            try {
                loop.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        dismiss();
        try {
            Context.background("simulation").run(() -> paces.leave(node));
        } catch (RuntimeException gone) {
            LOG.debug("the lease of the simulated people ends by itself", gone);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

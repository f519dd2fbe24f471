package wharf.demo.people;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wharf.geography.Address;
import wharf.platform.BusinessClock;

/**
 * Everybody who is simulated, at work: each in a thread of their own, each call of all of them through one turnstile. What somebody was in the
 * middle of when it stops is taken up by whoever comes next: carts by their lease, the rest by what the lists show.
 */
final class Cast {
    private static final Logger LOG = LoggerFactory.getLogger(Cast.class);
    /** Shoppers come to the demo's own merchants; what a visitor has brought along is left to the visitor. */
    private static final String OF_THE_DEMO = "-demo";

    private static final ZoneId SHOPPERS_ZONE = ZoneId.of("America/New_York");
    /** Of so many picks one comes up short. */
    private static final int PICKS_A_MISS = 90;

    private static final int ORDERS_A_RETURN = 30;
    /** How many turns somebody waits who has found nothing to do. */
    private static final int IDLE_TURNS = 10;

    /** With people who are sent home. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final List<String> PICKERS = List.of("Ines", "Tom");
    private static final List<String> PACKERS = List.of("Lena", "Omar");

    private final Turnstile turnstile;
    private final Stage stage;
    private final List<Thread> people = new ArrayList<>();
    private final Random chance = new Random();
    private final Journal journal = new Journal();
    private volatile Pace pace;

    /**
     * What they work with.
     *
     * @param base such as {@code http://127.0.0.1:8080}
     * @param tokens makes a token of a name with these scopes
     */
    record Stage(
            String base,
            Function<Person, String> tokens,
            LeaveAlone kept,
            Diary diary,
            BusinessClock clock,
            List<Address> homes) {}

    /** Somebody with a name, who may do certain things. */
    record Person(String name, List<String> scopes) {}

    Cast(Stage stage, Pace pace) {
        this.stage = stage;
        this.pace = pace;
        this.turnstile = new Turnstile(() -> this.pace.call());
    }

    void pace(Pace wanted) {
        pace = wanted;
    }

    /** Comes in and begins. Fails when the API cannot be reached. */
    void begin() {
        var office = caller(new Person(
                "Rita Manager",
                List.of("operations:manage", "orders:read", "stock:read", "stock:write", "catalog:read")));
        var sites = StreamSupport.stream(
                        office.mustGet("look", "/api/v1/warehouses").spliterator(), false)
                .filter(site -> site.path("active").asBoolean())
                .map(site -> new Office.Site(
                        site.path("id").asString(),
                        site.path("code").asString(),
                        site.path("releaseMode").asString().equals("MANUAL")))
                .toList();
        var merchants = StreamSupport.stream(
                        office.mustGet("look", "/api/v1/merchants").spliterator(), false)
                .filter(merchant -> merchant.path("code").asString().endsWith(OF_THE_DEMO))
                .collect(Collectors.toMap(
                        merchant -> merchant.path("code").asString(),
                        merchant -> merchant.path("name").asString().replace(" (demo)", "")));
        manage(new Office(office, tells("Rita Manager")), sites, List.copyOf(merchants.keySet()));
        shop(merchants);
        for (var site : sites) staff(site);
    }

    private void manage(Office office, List<Office.Site> sites, List<String> merchants) {
        int[] round = {0};
        work("manager", 3, () -> {
            boolean released = office.release(sites);
            if (round[0]++ % 20 == 0) for (var merchant : merchants) office.restock(merchant);
            return released;
        });
    }

    private void shop(Map<String, String> merchants) {
        var person = new Person("Shoppers", List.of("orders:read", "orders:write", "catalog:read", "stock:read"));
        var shopper = new Shopper(
                caller(person),
                new HostedCheckout(stage.base(), turnstile::await),
                merchants,
                stage.homes(),
                chance,
                tells("A shopper"));
        int[] orders = {0};
        begin("shoppers", () -> {
            turnstile.pause(nextOrder());
            shopper.order();
            if (++orders[0] % ORDERS_A_RETURN == 0)
                shopper.sendBack(stage.kept().orders());
        });
    }

    private Duration nextOrder() {
        var time = LocalTime.ofInstant(stage.clock().instant(), SHOPPERS_ZONE);
        return Trade.pause(pace.order(), time, chance.nextDouble());
    }

    private void staff(Office.Site site) {
        var door = person("Bo", site);
        var crew = new SiteCrew(site.id(), site.code(), caller(door), habits(door.name()), stage.kept());
        for (var name : PICKERS) {
            var picker = person(name, site);
            var worker = crew.worker(caller(picker), habits(picker.name()));
            work(picker.name(), 1, () -> crew.pick(worker));
        }
        for (var name : PACKERS) {
            var packer = person(name, site);
            var worker = crew.worker(caller(packer), habits(packer.name()));
            work(packer.name(), 1, () -> crew.pack(worker));
        }
        var leftovers = person("Uma", site);
        var last = crew.worker(caller(leftovers), habits(leftovers.name()));
        work(leftovers.name(), 12, () -> crew.packLeftovers(last));
        work(door.name(), 2, crew::shipOut);
        work(door.name() + " dock", 8, crew::tidyUp);
    }

    private static Person person(String name, Office.Site site) {
        return new Person(name + " " + site.code(), SiteCrew.scopes());
    }

    private Habits habits(String name) {
        return new Habits(1, () -> chance.nextInt(PICKS_A_MISS) == 0, tells(name));
    }

    private Consumer<String> tells(String name) {
        return what -> stage.diary().note(name, what);
    }

    private Caller caller(Person person) {
        return new Caller(stage.base(), stage.tokens().apply(person), journal, turnstile::await);
    }

    /** Does the duty for ever; waits when there was nothing to do. @param patience the more, the longer they wait */
    private void work(String name, int patience, BooleanSupplier duty) {
        begin(name, () -> {
            if (!duty.getAsBoolean()) turnstile.pause(pace.call().multipliedBy((long) IDLE_TURNS * patience));
        });
    }

    private void begin(String name, Runnable turn) {
        people.add(Thread.ofVirtual().name("simulated-" + name).start(() -> {
            while (true) {
                try {
                    turn.run();
                } catch (Turnstile.Closed over) {
                    return;
                } catch (RuntimeException trouble) {
                    if (Thread.currentThread().isInterrupted()) return;
                    LOG.debug("{} could not go on, and tries again", name, trouble);
                    if (!rest()) return;
                }
            }
        }));
    }

    private boolean rest() {
        try {
            turnstile.pause(Duration.ofSeconds(5));
            return true;
        } catch (Turnstile.Closed over) {
            return false;
        }
    }

    /** Everybody ends what is in hand, and goes; whoever takes too long over it is torn away. */
    void end() {
        turnstile.close();
        try {
            if (areGone()) return;
            people.forEach(Thread::interrupt);
            areGone();
        } catch (InterruptedException e) {
            people.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        }
    }

    private boolean areGone() throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        boolean all = true;
        for (var person : people) all &= person.join(Duration.ofNanos(until - System.nanoTime()));
        return all;
    }
}

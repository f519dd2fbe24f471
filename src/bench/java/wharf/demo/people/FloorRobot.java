package wharf.demo.people;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/**
 * The people of one site: as many as there are tokens, all at work at once. Each method returns when there is nothing more of that kind to
 * be done for now.
 */
public final class FloorRobot {
    private final String site;
    private final Caller lead;
    private final List<Worker> workers;
    private final Queue<String> fullTotes = new ConcurrentLinkedQueue<>();

    /**
     * @param base such as {@code http://127.0.0.1:8080}
     * @param tokens one a person, of scopes floor:work, shipping:work, stock:read, orders:read
     * @param site id of the warehouse
     */
    public FloorRobot(String base, List<String> tokens, String site, Journal journal) {
        this.site = site;
        this.lead = new Caller(base, tokens.getFirst(), journal);
        var emptyTotes = new ConcurrentLinkedQueue<String>();
        lead.mustGet("look", "/api/v1/warehouses/" + site + "/totes?free=true")
                .forEach(tote -> emptyTotes.add(tote.path("code").asString()));
        this.workers = tokens.stream()
                .map(token -> new Worker(new Caller(base, token, journal), site, emptyTotes, fullTotes, Habits.ROBOT))
                .toList();
    }

    /** Picks every batch that waits. */
    public int pick() {
        return together(Worker::pickBatch);
    }

    /** Packs every tote that has been brought. */
    public int pack() {
        return together(Worker::packTote);
    }

    /** Scans out every labelled parcel of the site, by tracking number and by SSCC in turn. */
    public int scanOut() {
        var codes = new ConcurrentLinkedQueue<String>();
        boolean tracking = false;
        for (var parcel : lead.all("look", "/api/v1/parcels?state=LABELLED&limit=200")) {
            if (!parcel.path("site").asString().equals(site)) continue;
            tracking = !tracking;
            codes.add(code(parcel, tracking));
        }
        return together(worker -> {
            var code = codes.poll();
            if (code == null) return false;
            worker.scanOut(code);
            return true;
        });
    }

    private static String code(JsonNode parcel, boolean tracking) {
        var number = parcel.path("label").path("tracking").asString("");
        return tracking && !number.isEmpty() ? number : parcel.path("sscc").asString();
    }

    /** Does every open put-back task. */
    public int putBack() {
        var tasks = new ConcurrentLinkedQueue<JsonNode>();
        lead.mustGet("look", "/api/v1/put-backs?limit=200&warehouse=" + site).forEach(tasks::add);
        return together(worker -> {
            var task = tasks.poll();
            if (task == null) return false;
            worker.putBack(task);
            return true;
        });
    }

    private interface Duty {
        boolean done(Worker worker);
    }

    /** Everybody does the duty until there is none left; returns how often it was done. */
    private int together(Duty duty) {
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var counts = new ArrayList<Future<Integer>>();
            for (var worker : workers) counts.add(people.submit(() -> repeat(() -> duty.done(worker))));
            int sum = 0;
            for (var count : counts) sum += count.get();
            return sum;
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int repeat(BooleanSupplier duty) {
        int times = 0;
        while (duty.getAsBoolean()) times++;
        return times;
    }
}

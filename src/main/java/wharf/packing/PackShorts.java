package wharf.packing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.catalog.Items;
import wharf.catalog.Scanned;
import wharf.inventory.Allocations;
import wharf.inventory.Allocations.Held;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/** A unit that should be in the tote is not, or is broken: written down at once, so that other stock is looked for. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class PackShorts {
    private static final String INSERT = """
            insert into pack_short (session_id, request_id, merchant_id, item_id, quantity, loss, reported_at, reported_by)
            values (:session, :request, :merchant, :item, :quantity, :loss, :now, :worker)
            """;

    private final JdbcClient jdbc;
    private final Bench bench;
    private final PackSessions sessions;
    private final Items items;
    private final Allocations allocations;
    private final DamagedGoods damaged;
    private final Facts facts;
    private final BusinessClock clock;
    private final ApplicationEventPublisher events;

    PackShorts(
            JdbcClient jdbc,
            Bench bench,
            PackSessions sessions,
            Items items,
            Allocations allocations,
            DamagedGoods damaged,
            Facts facts,
            BusinessClock clock,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.bench = bench;
        this.sessions = sessions;
        this.items = items;
        this.allocations = allocations;
        this.damaged = damaged;
        this.facts = facts;
        this.clock = clock;
        this.events = events;
    }

    void report(UUID sessionId, ShortReport report) {
        sessions.lock(sessionId);
        if (seen(sessionId, report.requestId())) return;
        var session = sessions.work(sessionId);
        var meanings = items.resolve(report.code()).stream().map(Scanned::item).toList();
        var waiting = bench.held(bench.openFulfilments(sessionId)).stream()
                .filter(Bench::waits)
                .filter(unit -> meanings.contains(unit.item()))
                .toList();
        int there = waiting.stream().mapToInt(Held::quantity).sum();
        if (report.quantity() > there)
            throw Refusal.conflict(
                    "too-many",
                    "quantity",
                    report.quantity(),
                    "Only " + there + " of " + report.code() + " are still to be packed here.");
        var lost = writeDown(session.site(), waiting, report);
        remember(sessionId, report, waiting.getFirst());
        facts.record(
                lost.stream().map(units -> fact(session.site(), units, report)).toList());
        events.publishEvent(new UnitsShort(lost, report.loss()));
        bench.settle(sessionId);
    }

    private List<Units> writeDown(WarehouseId site, List<Held> waiting, ShortReport report) {
        var lost = new ArrayList<Units>();
        int left = report.quantity();
        for (var held : waiting) {
            int quantity = Math.min(left, held.quantity());
            if (quantity == 0) break;
            allocations.writeDown(held.id(), quantity, report.loss());
            if (report.loss() == Allocations.Loss.DAMAGED) damaged.setAside(site, held, quantity);
            lost.add(new Units(held.merchant(), held.fulfilment(), held.order(), held.lineNo(), held.item(), quantity));
            left -= quantity;
        }
        return lost;
    }

    private boolean seen(UUID session, String request) {
        return jdbc.sql("select count(*) from pack_short where session_id = :session and request_id = :request")
                        .param("session", session)
                        .param("request", request)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private void remember(UUID session, ShortReport report, Held held) {
        jdbc.sql(INSERT)
                .param("session", session)
                .param("request", report.requestId())
                .param("merchant", held.merchant().value())
                .param("item", held.item().value())
                .param("quantity", report.quantity())
                .param("loss", report.loss().name())
                .param("now", Sql.timestamp(clock.instant()))
                .param("worker", PackSessions.worker())
                .update();
    }

    private Fact fact(WarehouseId site, Units units, ShortReport report) {
        return Fact.of(
                        units.merchant(),
                        units.order().value(),
                        "fulfilment",
                        units.fulfilment().value(),
                        "packing.short",
                        clock.instant())
                .because(report.loss().name())
                .with(Map.of(
                        "site",
                        site.toString(),
                        "line",
                        units.lineNo(),
                        "item",
                        units.item().toString(),
                        "quantity",
                        units.quantity()));
    }
}

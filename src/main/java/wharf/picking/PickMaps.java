package wharf.picking;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.picking.PickStep.Walk;
import wharf.walking.PickPath;
import wharf.walking.Stop;
import wharf.warehouse.Bin;
import wharf.warehouse.FloorMap;
import wharf.warehouse.FloorPlan;
import wharf.warehouse.Layouts;

/** The walk of a batch, to be drawn. */
@Component
class PickMaps {
    private static final String BINS = """
            select place_id, bool_or(state = 'OPEN') as open
            from pick_task
            where batch_id = :batch
            group by place_id
            """;

    private final JdbcClient jdbc;
    private final Layouts layouts;

    PickMaps(JdbcClient jdbc, Layouts layouts) {
        this.jdbc = jdbc;
        this.layouts = layouts;
    }

    /** Null where the site has no layout. */
    @Transactional(readOnly = true)
    public @Nullable Walk walk(BatchView batch) {
        return layouts.plan(batch.warehouse()).map(plan -> walk(plan, batch)).orElse(null);
    }

    private record Visit(UUID placeId, boolean open) {}

    private Walk walk(FloorPlan plan, BatchView batch) {
        var visits =
                jdbc.sql(BINS).param("batch", batch.id()).query(Visit.class).list();
        var bins = layouts.bins(
                batch.warehouse(), visits.stream().map(Visit::placeId).toList());
        var path = PickPath.order(plan.layout(), stops(bins.values())).path();
        var task = batch.next().task();
        var next = task == null ? null : bins.get(task.bin());
        var ahead = visits.stream()
                .filter(Visit::open)
                .map(visit -> bins.get(visit.placeId()))
                .filter(Objects::nonNull)
                .map(bin -> FloorMap.box(plan, bin))
                .toList();
        return new Walk(
                FloorMap.of(plan, List.of()).viewBox(),
                FloorMap.polyline(plan, path),
                next == null ? null : FloorMap.box(plan, next),
                ahead);
    }

    private static List<Stop> stops(Collection<Bin> bins) {
        return bins.stream().map(Bin::stop).distinct().toList();
    }
}

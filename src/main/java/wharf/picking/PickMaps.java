package wharf.picking;

import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.picking.PickStep.Walk;
import wharf.walking.PickPath;
import wharf.warehouse.Bin;
import wharf.warehouse.FloorMap;
import wharf.warehouse.FloorPlan;
import wharf.warehouse.Layouts;

/** The walk of a batch, to be drawn. */
@Component
class PickMaps {
    private static final String BINS = "select distinct place_id from pick_task where batch_id = :batch";

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

    private Walk walk(FloorPlan plan, BatchView batch) {
        var places = jdbc.sql(BINS).param("batch", batch.id()).query(UUID.class).list();
        var bins = layouts.bins(batch.warehouse(), places);
        var path = PickPath.order(plan.layout(), stops(bins.values())).path();
        var task = batch.next().task();
        var next = task == null ? null : bins.get(task.bin());
        return new Walk(
                FloorMap.of(plan, java.util.List.of()).viewBox(),
                FloorMap.polyline(plan, path),
                next == null ? null : FloorMap.box(plan, next));
    }

    private static java.util.List<wharf.walking.Stop> stops(Collection<Bin> bins) {
        return bins.stream().map(Bin::stop).distinct().toList();
    }
}

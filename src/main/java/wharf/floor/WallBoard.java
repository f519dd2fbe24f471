package wharf.floor;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.fulfilment.FlowBoard;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.warehouse.FloorMap;
import wharf.warehouse.Layouts;
import wharf.warehouse.Warehouse;

/** What a large display on the wall shows of a site: cut-offs, what waits, who is at work, and where pickers are to go next. */
@Service
public class WallBoard {
    private static final String QUEUE = """
            select count(*) filter (where f.state = 'PLANNED') as planned,
                   count(*) filter (where f.state = 'RELEASED') as waiting,
                   count(*) filter (where f.state = 'PICKING') as picking,
                   count(*) filter (where f.state = 'PICKED') as to_pack,
                   count(*) filter (where f.state = 'PACKING') as packing,
                   count(*) filter (where f.state = 'PACKED') as packed
            from fulfilment f
            where f.warehouse_id = :site
            and f.state not in ('SHIPPED', 'CANCELLED')
            and f.merchant_id not in (select training_merchants())
            """;
    private static final String SHIPPED = """
            select count(*)
            from fulfilment
            where warehouse_id = :site
            and shipped_at >= :since
            and merchant_id not in (select training_merchants())
            """;
    // Whoever has a cart, and whoever has clocked in; a person once.
    private static final String PEOPLE = """
            with carts as (
              select b.picker_key, max(b.picker) as picker, max(b.number) as number, sum(b.tasks) as tasks,
                     sum((select count(*) from pick_task t where t.batch_id = b.id and t.state <> 'OPEN')) as done,
                     (array_agg(n.place_id order by b.claimed_at))[1] as place_id, (array_agg(n.place_code order by b.claimed_at))[1] as bin
              from pick_batch b
              left join lateral (
                select t.place_id, t.place_code
                from pick_task t
                where t.batch_id = b.id
                and t.state = 'OPEN'
                order by t.sequence
                limit 1) n on true
              where b.warehouse_id = :site
              and b.state = 'PICKING'
              and not b.training
              and b.lease_until > now()
              group by b.picker_key
            ), present as (
              select 'user:' || p.user_id as key, p.started_at
              from work_period p
              where p.warehouse_id = :site
              and p.ended_at is null
            )
            select coalesce(u.name, c.picker) as name, p.started_at, c.number, c.tasks, c.done, c.place_id, c.bin
            from carts c
            full join present p on p.key = c.picker_key
            left join app_user u on 'user:' || u.id = coalesce(p.key, c.picker_key)
            order by c.number nulls last, name
            limit 40
            """;

    private final JdbcClient jdbc;
    private final FlowBoard board;
    private final Layouts layouts;
    private final BusinessClock clock;

    WallBoard(JdbcClient jdbc, FlowBoard board, Layouts layouts, BusinessClock clock) {
        this.jdbc = jdbc;
        this.board = board;
        this.layouts = layouts;
        this.clock = clock;
    }

    /** Fulfilments by what they wait for. */
    public record Queue(long planned, long waiting, long picking, long toPack, long packing, long packed) {}

    /**
     * Somebody at work.
     *
     * @param startedAt since when they are clocked in; null if they are not
     * @param number of their pick batch; null without one
     * @param bin where they go next
     */
    public record Person(
            String name,
            @Nullable Instant startedAt,
            @Nullable Long number,
            @Nullable Long tasks,
            @Nullable Long done,
            @Nullable UUID placeId,
            @Nullable String bin) {
        public boolean picks() {
            return number != null;
        }
    }

    /** Where somebody goes next, on the map. */
    public record Mark(FloorMap.Box box, String name) {}

    /** @param map of the site; null where it is not laid out */
    public record Wall(
            Warehouse site,
            Instant now,
            List<FlowBoard.CutOff> cutOffs,
            Queue queue,
            long shippedToday,
            List<Person> people,
            @Nullable FloorMap map,
            List<Mark> marks) {
        public Wall {
            cutOffs = List.copyOf(cutOffs);
            people = List.copyOf(people);
            marks = List.copyOf(marks);
        }
    }

    @Transactional(readOnly = true)
    public Wall of(Warehouse site) {
        var now = clock.instant();
        var midnight =
                now.atZone(site.zone()).toLocalDate().atStartOfDay(site.zone()).toInstant();
        var people = jdbc.sql(PEOPLE)
                .param("site", site.id().value())
                .query(Person.class)
                .list();
        var plan = layouts.plan(site.id());
        var bins = layouts.bins(
                site.id(),
                people.stream()
                        .map(Person::placeId)
                        .filter(java.util.Objects::nonNull)
                        .toList());
        var marks = plan.map(floor -> people.stream()
                        .filter(person -> person.placeId() != null && bins.containsKey(person.placeId()))
                        .map(person -> new Mark(
                                FloorMap.box(floor, java.util.Objects.requireNonNull(bins.get(person.placeId()))),
                                person.name()))
                        .toList())
                .orElse(List.of());
        return new Wall(
                site,
                now,
                board.cutOffs(site.id()),
                jdbc.sql(QUEUE)
                        .param("site", site.id().value())
                        .query(Queue.class)
                        .single(),
                jdbc.sql(SHIPPED)
                        .param("site", site.id().value())
                        .param("since", Sql.timestamp(midnight))
                        .query(Long.class)
                        .single(),
                people,
                plan.map(floor -> FloorMap.of(floor, List.of())).orElse(null),
                marks);
    }
}

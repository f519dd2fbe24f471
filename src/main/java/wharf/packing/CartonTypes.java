package wharf.packing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.packing.carton.Carton;
import wharf.platform.Sql;
import wharf.shared.Dimensions;
import wharf.shared.Money;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/** The operator's suite of cartons, mailers and bags. */
@Service
public class CartonTypes {
    private static final String PUT = """
            insert into carton_type (code, name, kind, inner_length_mm, inner_width_mm, inner_height_mm,
                                     outer_length_mm, outer_width_mm, outer_height_mm, empty_grams, max_grams, cost_minor, currency)
            select *
            from unnest(:codes, :names, :kinds, :innerLengths, :innerWidths, :innerHeights,
                        :outerLengths, :outerWidths, :outerHeights, :empty, :max, :costs, :currencies)
            on conflict (code) do update
            set name = excluded.name, kind = excluded.kind, inner_length_mm = excluded.inner_length_mm,
                inner_width_mm = excluded.inner_width_mm, inner_height_mm = excluded.inner_height_mm,
                outer_length_mm = excluded.outer_length_mm, outer_width_mm = excluded.outer_width_mm,
                outer_height_mm = excluded.outer_height_mm, empty_grams = excluded.empty_grams, max_grams = excluded.max_grams,
                cost_minor = excluded.cost_minor, currency = excluded.currency, active = true
            """;
    private static final RowMapper<CartonType> ROW = (row, n) -> new CartonType(
            row.getString("code"),
            row.getString("name"),
            Carton.Kind.valueOf(row.getString("kind")),
            new Dimensions(row.getInt("inner_length_mm"), row.getInt("inner_width_mm"), row.getInt("inner_height_mm")),
            new Dimensions(row.getInt("outer_length_mm"), row.getInt("outer_width_mm"), row.getInt("outer_height_mm")),
            row.getInt("empty_grams"),
            row.getInt("max_grams"),
            Money.of(row.getLong("cost_minor"), row.getString("currency")),
            row.getBoolean("active"));

    private final JdbcClient jdbc;
    private final Materials materials;

    CartonTypes(JdbcClient jdbc, Materials materials) {
        this.jdbc = jdbc;
        this.materials = materials;
    }

    /** All, withdrawn ones included, by code. */
    @Transactional(readOnly = true)
    public List<CartonType> all() {
        return jdbc.sql("select * from carton_type order by code").query(ROW).list();
    }

    @Transactional(readOnly = true)
    public Optional<CartonType> find(String code) {
        return jdbc.sql("select * from carton_type where code = :code")
                .param("code", code)
                .query(ROW)
                .optional();
    }

    /** What a plan for the warehouse may use: the active suite, with as many pieces as are counted there. */
    @Transactional(readOnly = true)
    public List<Carton> at(WarehouseId warehouse) {
        var counted = materials.onHand(warehouse);
        return all().stream()
                .filter(CartonType::active)
                .map(type -> type.carton(
                        (int) Math.min(Carton.UNLIMITED, counted.getOrDefault(type.code(), (long) Carton.UNLIMITED))))
                .toList();
    }

    /** The active suite as if there were enough of each, for what is only tried. */
    @Transactional(readOnly = true)
    public List<Carton> suite() {
        return all().stream()
                .filter(CartonType::active)
                .map(type -> type.carton(Carton.UNLIMITED))
                .toList();
    }

    /** Creates or replaces by code, all or none; a withdrawn one is in use again. Refuses with the path of each bad field. */
    @Transactional
    public void put(List<NewCartonType> types) {
        if (types.isEmpty()) return;
        check(types);
        var put = jdbc.sql(PUT);
        texts(put, "codes", types, NewCartonType::code);
        texts(put, "names", types, NewCartonType::name);
        texts(put, "kinds", types, type -> type.kind().name());
        texts(put, "currencies", types, NewCartonType::currency);
        ints(put, "innerLengths", types, NewCartonType::innerLengthMm);
        ints(put, "innerWidths", types, NewCartonType::innerWidthMm);
        ints(put, "innerHeights", types, NewCartonType::innerHeightMm);
        ints(put, "outerLengths", types, NewCartonType::outerLengthMm);
        ints(put, "outerWidths", types, NewCartonType::outerWidthMm);
        ints(put, "outerHeights", types, NewCartonType::outerHeightMm);
        ints(put, "empty", types, NewCartonType::emptyGrams);
        ints(put, "max", types, NewCartonType::maxGrams);
        put.param(
                "costs", Sql.longs(types.stream().map(NewCartonType::costMinor).toList()));
        put.update();
    }

    /** Withdraws a carton from new plans; parcels packed in it keep their record. */
    @Transactional
    public void withdraw(String code) {
        int rows = jdbc.sql("update carton_type set active = false where code = :code")
                .param("code", code)
                .update();
        if (rows == 0) throw Refusal.notFound("carton type", code);
    }

    private static void check(List<NewCartonType> types) {
        var problems = new ArrayList<Problem>();
        for (int i = 0; i < types.size(); i++) {
            var path = "[" + i + "]";
            types.get(i).problems().forEach(problem -> problems.add(problem.under(path)));
        }
        if (types.stream().map(NewCartonType::code).distinct().count() < types.size())
            problems.add(Problem.of("duplicate", "code", null, "A code occurs twice; send each carton once."));
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
    }

    private static void texts(
            StatementSpec put, String name, List<NewCartonType> types, Function<NewCartonType, String> field) {
        put.param(name, Sql.texts(types.stream().map(field).toList()));
    }

    private static void ints(
            StatementSpec put, String name, List<NewCartonType> types, Function<NewCartonType, Integer> field) {
        put.param(name, Sql.ints(types.stream().map(field).toList()));
    }
}

package wharf.yours;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Sql;
import wharf.shared.Dimensions;
import wharf.shared.MerchantId;

/** The table {@code trial_item}. */
@Service
class TrialItems {
    private static final String ADD = """
            insert into trial_item (trial_id, sku, merchant_id, name, source, weight_grams, length_mm, width_mm, height_mm, care, units)
            select :trial, i.sku, :merchant, i.name, i.source, i.grams, i.length, i.width, i.height, i.care, i.units
            from unnest(:skus, :names, :sources, :grams, :lengths, :widths, :heights, :cares, :units)
              as i (sku, name, source, grams, length, width, height, care, units)
            on conflict (trial_id, sku) do update
            set units = trial_item.units + excluded.units
            """;
    private static final String OF = """
            select sku, name, source, weight_grams, length_mm, width_mm, height_mm, care
            from trial_item
            where trial_id = :trial
            and sku = any(:skus)
            """;
    /** Items behind the first four fifths of the units, most sold first. */
    private static final String SLOW = """
            select sku
            from (
              select sku, sum(units) over (order by units desc, sku) - units as before, sum(units) over () as total
              from trial_item
              where trial_id = :trial
            ) ranked
            where before >= total * 0.8
            """;

    private static final RowMapper<Sized> ROW = (r, n) -> new Sized(
            r.getString("sku"),
            r.getString("name"),
            Sized.Source.valueOf(r.getString("source")),
            r.getInt("weight_grams"),
            new Dimensions(r.getInt("length_mm"), r.getInt("width_mm"), r.getInt("height_mm")),
            Sized.care(r.getString("care")));

    private final JdbcClient jdbc;

    TrialItems(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    public Map<String, Sized> of(UUID trial, Collection<String> skus) {
        return jdbc.sql(OF).param("trial", trial).param("skus", Sql.texts(skus)).query(ROW).list().stream()
                .collect(Collectors.toMap(Sized::sku, Function.identity()));
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void add(UUID trial, MerchantId merchant, List<Sized> items, Map<String, Long> units) {
        if (items.isEmpty()) return;
        jdbc.sql(ADD)
                .param("trial", trial)
                .param("merchant", merchant.value())
                .param("skus", Sql.texts(items.stream().map(Sized::sku).toList()))
                .param("names", Sql.texts(items.stream().map(Sized::name).toList()))
                .param(
                        "sources",
                        Sql.texts(
                                items.stream().map(item -> item.source().name()).toList()))
                .param("grams", Sql.ints(items.stream().map(Sized::grams).toList()))
                .param(
                        "lengths",
                        Sql.ints(items.stream()
                                .map(item -> item.size().lengthMm())
                                .toList()))
                .param(
                        "widths",
                        Sql.ints(items.stream()
                                .map(item -> item.size().widthMm())
                                .toList()))
                .param(
                        "heights",
                        Sql.ints(items.stream()
                                .map(item -> item.size().heightMm())
                                .toList()))
                .param("cares", Sql.texts(items.stream().map(Sized::careText).toList()))
                .param(
                        "units",
                        Sql.longs(items.stream()
                                .map(item -> units.getOrDefault(item.sku(), 0L))
                                .toList()))
                .update();
    }

    @Transactional(readOnly = true)
    public Set<String> slow(UUID trial) {
        return new HashSet<>(
                jdbc.sql(SLOW).param("trial", trial).query(String.class).list());
    }

    /** How many items' sizes come from where. */
    @Transactional(readOnly = true)
    public Map<String, Long> sources(UUID trial) {
        return jdbc
                .sql("select source, count(*) as count from trial_item where trial_id = :trial group by source")
                .param("trial", trial)
                .query((r, n) -> Map.entry(r.getString("source"), r.getLong("count")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}

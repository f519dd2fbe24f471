package wharf.warehouse;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import wharf.platform.InvariantCheck;

/** What must hold of layouts and totes. */
@Configuration(proxyBeanMethods = false)
class WarehouseChecks {
    private static final String STRAYS = """
            select p.id::text as subject, p.kind || ' ' || p.code || ' is drawn as a bin of ' || g.warehouse_id as detail
            from bin_geometry g
            join place p on p.id = g.place_id
            where p.kind <> 'BIN'
            or p.warehouse_id <> g.warehouse_id
            limit :limit
            """;
    private static final String FALSE_TOTES = """
            select p.id::text as subject, p.kind || ' ' || p.code || ' is listed as tote ' || t.code as detail
            from tote t
            join place p on p.id = t.place_id
            where p.kind <> 'TOTE'
            or p.warehouse_id <> t.warehouse_id
            or p.code <> t.code
            limit :limit
            """;

    @Bean
    InvariantCheck drawnBinsAreBins() {
        return InvariantCheck.sql(
                "drawn-bins-are-bins", "What a layout draws as a bin is a bin of that warehouse.", STRAYS);
    }

    @Bean
    InvariantCheck totesAreTotes() {
        return InvariantCheck.sql(
                "totes-are-totes",
                "A tote is a tote-like place of its own warehouse, with the same code.",
                FALSE_TOTES);
    }
}

package wharf.warehouse;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import wharf.shared.WarehouseId;

/**
 * A site that ships.
 *
 * @param code 2 to 16 capital letters, digits and dashes; unique
 * @param country ISO 3166-1 alpha-2
 * @param latitude degrees, WGS 84
 * @param longitude degrees, WGS 84
 * @param zone whose local time its calendar and cut-offs are in
 * @param dailyOrderCapacity orders it can ship a day; null: no limit is known
 */
public record Warehouse(
        WarehouseId id,
        String code,
        String name,
        String line1,
        String city,
        @Nullable String region,
        String postcode,
        String country,
        double latitude,
        double longitude,
        ZoneId zone,
        ReleaseMode releaseMode,
        @Nullable Integer dailyOrderCapacity,
        boolean active) {}

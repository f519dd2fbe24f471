package wharf.shared;

import java.util.List;

/** What a caller may do. Names appear in {@code @PreAuthorize}, in a token's scopes and in a menu entry. */
public final class Authority {
    public static final String ORDERS_READ = "orders:read";
    public static final String ORDERS_WRITE = "orders:write";
    public static final String STOCK_READ = "stock:read";
    public static final String STOCK_WRITE = "stock:write";
    public static final String CATALOG_READ = "catalog:read";
    public static final String CATALOG_WRITE = "catalog:write";
    public static final String FLOOR_WORK = "floor:work";
    public static final String SHIPPING_WORK = "shipping:work";
    public static final String OPERATIONS_MANAGE = "operations:manage";
    public static final String PAYMENTS_READ = "payments:read";
    public static final String PAYMENTS_WRITE = "payments:write";
    /** For the program that collects figures, and nothing else. */
    public static final String METRICS_READ = "metrics:read";

    public static final String ADMIN = "admin";

    /** Every authority, in the order people are shown them. */
    public static final List<String> ALL = List.of(
            ORDERS_READ,
            ORDERS_WRITE,
            STOCK_READ,
            STOCK_WRITE,
            CATALOG_READ,
            CATALOG_WRITE,
            FLOOR_WORK,
            SHIPPING_WORK,
            OPERATIONS_MANAGE,
            PAYMENTS_READ,
            PAYMENTS_WRITE,
            METRICS_READ,
            ADMIN);

    private Authority() {}
}

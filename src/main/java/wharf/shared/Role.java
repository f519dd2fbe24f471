package wharf.shared;

import static wharf.shared.Authority.CATALOG_READ;
import static wharf.shared.Authority.CATALOG_WRITE;
import static wharf.shared.Authority.FLOOR_WORK;
import static wharf.shared.Authority.ORDERS_READ;
import static wharf.shared.Authority.ORDERS_WRITE;
import static wharf.shared.Authority.PAYMENTS_READ;
import static wharf.shared.Authority.SHIPPING_WORK;
import static wharf.shared.Authority.STOCK_READ;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a person is here for, and so what they may do. The merchant roles see one merchant only. */
public enum Role {
    ADMINISTRATOR("Administrator"),
    OPERATIONS_MANAGER("Operations manager"),
    FLOOR_WORKER("Floor worker"),
    MERCHANT_ADMIN("Merchant administrator"),
    MERCHANT_VIEWER("Merchant viewer");

    private final String label;

    Role(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Whether people of this role belong to one merchant. */
    public boolean ofMerchant() {
        return switch (this) {
            case MERCHANT_ADMIN, MERCHANT_VIEWER -> true;
            case ADMINISTRATOR, OPERATIONS_MANAGER, FLOOR_WORKER -> false;
        };
    }

    public Set<String> authorities() {
        return Set.copyOf(
                switch (this) {
                    case ADMINISTRATOR -> Authority.ALL;
                    case OPERATIONS_MANAGER -> allButAdmin();
                    case FLOOR_WORKER -> List.of(FLOOR_WORK, SHIPPING_WORK, STOCK_READ, CATALOG_READ, ORDERS_READ);
                    case MERCHANT_ADMIN ->
                        List.of(ORDERS_READ, ORDERS_WRITE, CATALOG_READ, CATALOG_WRITE, STOCK_READ, PAYMENTS_READ);
                    case MERCHANT_VIEWER -> List.of(ORDERS_READ, CATALOG_READ, STOCK_READ, PAYMENTS_READ);
                });
    }

    private static Set<String> allButAdmin() {
        return Authority.ALL.stream()
                .filter(authority -> !authority.equals(Authority.ADMIN))
                .collect(Collectors.toSet());
    }
}

package wharf.shared;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Whose rows a transaction may see and write. PostgreSQL's row-level security enforces it; nothing set sees nothing. */
public sealed interface Scope {
    /** Every merchant of the operator: the operator's staff and Wharf's own background work. */
    record All() implements Scope {}

    record Merchants(Set<UUID> ids) implements Scope {
        public Merchants {
            ids = Set.copyOf(ids);
        }
    }

    Scope ALL = new All();
    Scope NONE = new Merchants(Set.of());

    static Scope of(MerchantId merchant) {
        return new Merchants(Set.of(merchant.value()));
    }

    static Scope of(Collection<MerchantId> merchants) {
        return new Merchants(merchants.stream().map(MerchantId::value).collect(Collectors.toUnmodifiableSet()));
    }

    default boolean covers(MerchantId merchant) {
        return switch (this) {
            case All all -> true;
            case Merchants some -> some.ids().contains(merchant.value());
        };
    }

    /** The value of the setting {@code wharf.scope}: {@code *} or a comma-separated list of ids. */
    default String setting() {
        return switch (this) {
            case All all -> "*";
            case Merchants some ->
                some.ids().stream().map(UUID::toString).sorted().collect(Collectors.joining(","));
        };
    }
}

package wharf.order;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import wharf.merchant.Merchant;
import wharf.merchant.Merchants;
import wharf.platform.Context;
import wharf.shared.MerchantId;
import wharf.shared.Scope;

/** Merchants by code or id within the caller's scope, remembered for a few seconds. */
@Component
class MerchantDirectory {
    private final Merchants merchants;
    private final Object loading = new Object();
    private final Cache<String, Merchant> remembered = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofSeconds(5))
            .maximumSize(10_000)
            .build();

    MerchantDirectory(Merchants merchants) {
        this.merchants = merchants;
    }

    /** The merchant named; when none is named, the only one the caller acts for. */
    Optional<Merchant> find(@Nullable String codeOrId) {
        var scope = Context.current().scope();
        var name = codeOrId == null
                        && scope instanceof Scope.Merchants some
                        && some.ids().size() == 1
                ? some.ids().iterator().next().toString()
                : codeOrId;
        if (name == null) return Optional.empty();
        return remember(name).filter(merchant -> scope.covers(merchant.id()));
    }

    private Optional<Merchant> remember(String name) {
        var known = remembered.getIfPresent(name);
        if (known != null) return Optional.of(known);
        // As in SkuCatalog: one loads, the others wait and find it.
        synchronized (loading) {
            var meanwhile = remembered.getIfPresent(name);
            var found = meanwhile == null ? load(name) : Optional.of(meanwhile);
            found.ifPresent(merchant -> remembered.put(name, merchant));
            return found;
        }
    }

    private Optional<Merchant> load(String name) {
        if (!name.matches("[0-9a-fA-F-]{2,36}|[a-z0-9-]{2,32}")) return Optional.empty();
        return name.length() == 36 ? byId(name) : merchants.byCode(name);
    }

    private Optional<Merchant> byId(String name) {
        try {
            return merchants.find(MerchantId.of(name));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}

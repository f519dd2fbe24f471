package wharf.identity;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.shared.MerchantId;

/** What was done to users and tokens, for the audit trail. */
@Component
class Trail {
    private final Facts facts;
    private final BusinessClock clock;

    Trail(Facts facts, BusinessClock clock) {
        this.facts = facts;
        this.clock = clock;
    }

    void record(String kind, UUID id, @Nullable MerchantId merchant, String type, Map<String, ?> data) {
        facts.record(new Fact(merchant, id, kind, id, type, now(), null, null, data));
    }

    Instant now() {
        return clock.instant();
    }
}

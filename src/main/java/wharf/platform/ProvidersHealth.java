package wharf.platform;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Which providers are not called now. Always up: a node whose carrier is away is as good as any other, and must not be taken out of service
 * for it.
 */
@Component("providersHealthIndicator")
class ProvidersHealth implements HealthIndicator {
    private final Providers providers;

    ProvidersHealth(Providers providers) {
        this.providers = providers;
    }

    @Override
    public Health health() {
        var health = Health.up();
        providers
                .all()
                .forEach(provider ->
                        health.withDetail(provider.name(), provider.state().name()));
        return health.build();
    }
}

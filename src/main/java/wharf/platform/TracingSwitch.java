package wharf.platform;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Where tracing is off there is nothing of it: no tracer, no handler that every request passes, no thread. Spring Boot's switch by itself spares
 * only the sending.
 */
public class TracingSwitch implements AutoConfigurationImportFilter, EnvironmentAware {
    static final String PROPERTY = "management.tracing.export.enabled";
    private static final List<String> TRACING =
            List.of("org.springframework.boot.micrometer.tracing.", "org.springframework.boot.opentelemetry.");

    private boolean on;

    @Override
    public void setEnvironment(Environment environment) {
        on = environment.getProperty(PROPERTY, Boolean.class, false);
    }

    @Override
    public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
        boolean[] kept = new boolean[classes.length];
        for (int i = 0; i < classes.length; i++) kept[i] = on || !isTracing(classes[i]);
        return kept;
    }

    private static boolean isTracing(@Nullable String name) {
        return name != null && TRACING.stream().anyMatch(name::startsWith);
    }
}

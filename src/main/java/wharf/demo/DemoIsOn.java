package wharf.demo;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** For beans that only a demo has: where there may be none, no menu speaks of it. */
public final class DemoIsOn implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return !new DemoSettings(context.getEnvironment()).isOff();
    }
}

package wharf.messaging.inbox;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import wharf.platform.LocalDemo;

/**
 * {@code wharf.inbox.enabled}; where that is not set, on when no mail server is configured, the demo is not switched off, and only this computer
 * reaches Wharf and its embedded database.
 */
class InboxWanted implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        var environment = context.getEnvironment();
        if (isSet(environment, "spring.mail.host")) return false;
        var asked = environment.getProperty("wharf.inbox.enabled", Boolean.class);
        if (asked != null) return asked;
        return LocalDemo.mayBe(environment);
    }

    private static boolean isSet(Environment environment, String name) {
        return !environment.getProperty(name, "").isBlank();
    }
}

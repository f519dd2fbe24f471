package wharf.messaging.inbox;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

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
        return !"false".equalsIgnoreCase(environment.getProperty("wharf.demo", ""))
                && !isSet(environment, "wharf.database.url")
                && isLocal(environment.getProperty("server.address", ""));
    }

    private static boolean isSet(Environment environment, String name) {
        return !environment.getProperty(name, "").isBlank();
    }

    private static boolean isLocal(String address) {
        try {
            return !address.isBlank() && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}

package wharf.demo;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import wharf.platform.LocalDemo;

/**
 * {@code wharf.demo}: {@code false} never seeds; {@code true} seeds any empty database; unset seeds an empty embedded one of a server that
 * only this computer reaches, since everybody knows the demo's password. {@code wharf.demo.public=true} opens the doors of the first
 * page to other computers too, and to those who come by way of a proxy.
 */
@Component
public class DemoSettings {
    private final Environment environment;

    DemoSettings(Environment environment) {
        this.environment = environment;
    }

    boolean isForced() {
        return "true".equalsIgnoreCase(environment.getProperty("wharf.demo", "").strip());
    }

    /** Whether people may come in without a password, once the demo is there. */
    boolean mayHaveDoors() {
        return !isOff() && (LocalDemo.isLocal(environment) || isPublic());
    }

    /** Whether whoever asks this may come in without a password, once the demo is there. */
    boolean mayComeIn(HttpServletRequest request) {
        return mayHaveDoors() && (isPublic() || FromHere.is(request));
    }

    private boolean isPublic() {
        return "true"
                .equalsIgnoreCase(
                        environment.getProperty("wharf.demo.public", "").strip());
    }

    public boolean isOff() {
        if (isForced()) return false;
        return !environment.getProperty("wharf.demo", "").isBlank() || isExternal() || !LocalDemo.isLocal(environment);
    }

    private boolean isExternal() {
        return !environment.getProperty("wharf.database.url", "").isBlank();
    }
}

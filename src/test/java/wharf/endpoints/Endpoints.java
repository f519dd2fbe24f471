package wharf.endpoints;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The endpoints that exist, from the live mappings, and the lines written about them. */
final class Endpoints {
    private Endpoints() {}

    /** Every mapping of ours, as {@code GET /api/v1/items/{id}}. A mapping for any method counts as GET. */
    static Map<String, HandlerMethod> live(RequestMappingHandlerMapping mappings) {
        var live = new TreeMap<String, HandlerMethod>();
        mappings.getHandlerMethods().forEach((info, handler) -> {
            if (!ClassUtils.getUserClass(handler.getBeanType()).getName().startsWith("wharf.")) return;
            var methods = info.getMethodsCondition().getMethods();
            for (var pattern : info.getPatternValues()) {
                if (methods.isEmpty()) live.put("GET " + pattern, handler);
                methods.forEach(method -> live.put(method.name() + " " + pattern, handler));
            }
        });
        return live;
    }

    static Map<String, Endpoint> written(AutowireCapableBeanFactory beans) {
        var written = new LinkedHashMap<String, Endpoint>();
        for (var fixtures : fixtures(beans))
            for (var endpoint : fixtures.endpoints())
                if (written.put(endpoint.key(), endpoint) != null)
                    throw new IllegalStateException("two lines for " + endpoint.key());
        return written;
    }

    private static List<EndpointFixtures> fixtures(AutowireCapableBeanFactory beans) {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(EndpointFixtures.class));
        var found = new ArrayList<EndpointFixtures>();
        for (var candidate : scanner.findCandidateComponents("wharf")) {
            var type = ClassUtils.resolveClassName(
                    String.valueOf(candidate.getBeanClassName()), Endpoints.class.getClassLoader());
            found.add((EndpointFixtures) beans.autowire(type, AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR, false));
        }
        return found;
    }
}

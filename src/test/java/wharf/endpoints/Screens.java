package wharf.endpoints;

import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import wharf.shared.Actor;
import wharf.shared.MerchantId;

/** Every mapping that answers with a page, and an address of each: the line about it says how it is filled in. */
public final class Screens {
    private final TreeMap<String, Endpoint> pages = new TreeMap<>();

    public Screens(RequestMappingHandlerMapping mappings, AutowireCapableBeanFactory beans) {
        var written = Endpoints.written(beans);
        Endpoints.live(mappings).forEach((key, handler) -> {
            var line = written.get(key);
            if (line != null && line.method().equals("GET") && isPage(handler)) pages.put(line.pattern(), line);
        });
    }

    private static boolean isPage(HandlerMethod handler) {
        var type = handler.getReturnType().getParameterType();
        return (type == String.class || type == ModelAndView.class)
                && handler.getMethodAnnotation(ResponseBody.class) == null;
    }

    /** The pages that none of these addresses leads to. */
    public Set<String> besides(Set<String> addresses) {
        var patterns = pages.keySet().stream()
                .map(PathPatternParser.defaultInstance::parse)
                .sorted(PathPattern.SPECIFICITY_COMPARATOR)
                .toList();
        var met = addresses.stream()
                .map(address -> PathContainer.parsePath(address.replaceAll("[?#].*", "")))
                .flatMap(path -> patterns.stream()
                        .filter(pattern -> pattern.matches(path))
                        .limit(1))
                .map(PathPattern::getPatternString)
                .collect(Collectors.toSet());
        return pages.keySet().stream()
                .filter(pattern -> !met.contains(pattern))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** An address of a page, about something of the merchant's, for that caller. */
    public String address(String pattern, MerchantId merchant, Actor caller) {
        return page(pattern).call(new World(merchant).calledBy(caller)).address();
    }

    /** Whether anybody may open it, signed in or not. */
    public boolean isPublic(String pattern) {
        return page(pattern).authority().equals(Endpoint.PUBLIC);
    }

    private Endpoint page(String pattern) {
        var page = pages.get(pattern);
        if (page == null) throw new IllegalArgumentException("no page " + pattern);
        return page;
    }
}

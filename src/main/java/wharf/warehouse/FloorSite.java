package wharf.warehouse;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** The site a device on the floor works in: chosen once, kept in a cookie; the only one there is, if there is only one. */
@Component
public class FloorSite {
    public static final String COOKIE = "wharf-floor-site";

    private final Warehouses warehouses;

    FloorSite(Warehouses warehouses) {
        this.warehouses = warehouses;
    }

    public List<Warehouse> all() {
        return warehouses.all().stream().filter(Warehouse::active).toList();
    }

    /** Empty when it has still to be chosen. */
    public Optional<Warehouse> of(HttpServletRequest request) {
        var sites = all();
        if (sites.size() == 1) return Optional.of(sites.getFirst());
        var cookie = WebUtils.getCookie(request, COOKIE);
        return sites.stream()
                .filter(site -> cookie != null && site.id().toString().equals(cookie.getValue()))
                .findFirst();
    }
}

package wharf.devices;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * No proxy stands before the second door. What a caller says there of one is taken off before anything believes it: otherwise everybody in the
 * warehouse's network could choose the address by which sign-ins are counted.
 */
final class DirectDoor extends ValveBase {
    private static final List<String> SAID_BY_PROXIES = List.of(
            "X-Forwarded-For",
            "X-Forwarded-Proto",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Prefix",
            "Forwarded");

    private final Connector door;

    DirectDoor(Connector door) {
        super(true);
        this.door = door;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.getConnector() == door) {
            var headers = request.getCoyoteRequest().getMimeHeaders();
            SAID_BY_PROXIES.forEach(headers::removeHeader);
        }
        getNext().invoke(request, response);
    }
}

package wharf.platform.web;

import io.micrometer.common.KeyValues;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;

/** Requests are told by the pattern of their address only: the address itself may hold a signed link. */
@Component
class RequestNames extends DefaultServerRequestObservationConvention {
    @Override
    public KeyValues getHighCardinalityKeyValues(ServerRequestObservationContext context) {
        return KeyValues.empty();
    }
}

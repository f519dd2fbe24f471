package wharf.demo.tour;

import static wharf.endpoints.Endpoint.PUBLIC;
import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.shared.Authority.OPERATIONS_MANAGE;

import java.util.List;
import java.util.Map;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;

/** As they are where there is no demo: the doors are closed to everybody. */
class TourEndpoints implements EndpointFixtures {
    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                get("/welcome").needs(PUBLIC).answers(302),
                get("/demo/guide").needs(PUBLIC).query("at", world -> "/").answers(204),
                post("/demo/doors/{door}")
                        .needs(PUBLIC)
                        .path("door", world -> "picker")
                        .answers(404),
                post("/demo/go/{destination}")
                        .needs(PUBLIC)
                        .path("destination", world -> "pick")
                        .answers(404),
                post("/demo/forward").needs(PUBLIC).answers(404),
                post("/demo/pace")
                        .needs(PUBLIC)
                        .form(world -> Map.of("pace", "NORMAL"))
                        .answers(404),
                get("/simulation").needs(OPERATIONS_MANAGE),
                post("/simulation")
                        .needs(OPERATIONS_MANAGE)
                        .form(world -> Map.of("pace", "NORMAL"))
                        .answers(302)
                        .shared());
    }
}

package wharf.webhook;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import wharf.merchant.Merchants;
import wharf.platform.Cursor;
import wharf.platform.Page;

@RestController
@RequestMapping("/api/v1/webhooks")
class WebhookApi {
    private final Endpoints endpoints;
    private final WebhookDeliveries deliveries;
    private final Merchants merchants;

    WebhookApi(Endpoints endpoints, WebhookDeliveries deliveries, Merchants merchants) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.merchants = merchants;
    }

    /** @param merchant code or id; left out by the operator, the endpoint hears of all merchants */
    record Creation(
            @Nullable String merchant, @NotNull @Valid NewEndpoint endpoint) {}

    /** @param secret sign with it; it cannot be read again */
    record WithSecret(EndpointView endpoint, String secret) {}

    record Queued(UUID delivery) {}

    /** @param deliveries their ids; left out, all that were given up */
    record Replay(@Nullable @Size(max = 1000) List<@NotNull UUID> deliveries) {}

    record Replayed(int deliveries) {}

    @GetMapping("/event-types")
    @PreAuthorize("hasAuthority('catalog:write')")
    @Operation(summary = "The kinds of events there are")
    List<WebhookKind> eventTypes() {
        return EventType.byFact().values().stream()
                .map(type -> new WebhookKind(type.name(), type.about()))
                .toList();
    }

    @GetMapping
    @PreAuthorize("hasAuthority('catalog:write')")
    List<EndpointView> list(@RequestParam(required = false) @Nullable String merchant) {
        return endpoints.list(merchants.filter(merchant));
    }

    @PostMapping
    @PreAuthorize("hasAuthority('catalog:write')")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Be told of events",
            description =
                    "Signed by the Standard Webhooks scheme (standardwebhooks.com) with the secret of the answer, which cannot be read again. Public https addresses only. What happens from now on is sent.")
    WithSecret create(@Valid @RequestBody Creation wanted) {
        var opened = endpoints.create(merchants.filter(wanted.merchant()), wanted.endpoint());
        return new WithSecret(opened.endpoint(), opened.secret());
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAuthority('catalog:write')")
    EndpointView one(@PathVariable UUID id) {
        return endpoints.find(id);
    }

    @PutMapping("/{id}")
    @PreAuthorize("hasAuthority('catalog:write')")
    EndpointView change(@PathVariable UUID id, @Valid @RequestBody NewEndpoint wanted) {
        return endpoints.change(id, wanted);
    }

    @DeleteMapping("/{id}")
    @PreAuthorize("hasAuthority('catalog:write')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove an endpoint, with its deliveries")
    void delete(@PathVariable UUID id) {
        endpoints.delete(id);
    }

    @PostMapping("/{id}/secret")
    @PreAuthorize("hasAuthority('catalog:write')")
    @Operation(
            summary = "Make a new secret",
            description = "For 24 hours what is sent carries a signature under each of the two.")
    WithSecret rotate(@PathVariable UUID id) {
        var opened = endpoints.rotate(id);
        return new WithSecret(opened.endpoint(), opened.secret());
    }

    @PostMapping("/{id}/test")
    @PreAuthorize("hasAuthority('catalog:write')")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Send a webhook.test event; what came of it is among the deliveries")
    Queued test(@PathVariable UUID id) {
        return new Queued(deliveries.test(id));
    }

    @PostMapping("/{id}/activation")
    @PreAuthorize("hasAuthority('catalog:write')")
    @Operation(summary = "Switch an endpoint on; what waited for it is sent")
    EndpointView activate(@PathVariable UUID id) {
        deliveries.resume(id);
        return endpoints.find(id);
    }

    @PostMapping("/{id}/deactivation")
    @PreAuthorize("hasAuthority('catalog:write')")
    @Operation(summary = "Switch an endpoint off; what happens meanwhile is not kept for it")
    EndpointView switchOff(@PathVariable UUID id) {
        endpoints.switchOff(id, "Switched off by hand.");
        return endpoints.find(id);
    }

    @GetMapping("/{id}/deliveries")
    @PreAuthorize("hasAuthority('catalog:write')")
    @Operation(summary = "What was sent to an endpoint, latest first; kept for 30 days")
    Page<DeliveryView> deliveries(
            @PathVariable UUID id,
            @RequestParam(required = false) DeliveryView.@Nullable State state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        var before = Cursor.decode(cursor, 1);
        var rows = deliveries.list(id, state, before == null ? null : before.number(0), limit + 1);
        return Page.of(rows, limit, DeliveryView::cursor);
    }

    @PostMapping("/{id}/replays")
    @PreAuthorize("hasAuthority('catalog:write')")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Send deliveries again, under the same ids", description = "At most 1,000 at a time.")
    Replayed replay(@PathVariable UUID id, @Valid @RequestBody Replay replay) {
        return new Replayed(deliveries.replay(id, replay.deliveries()));
    }
}

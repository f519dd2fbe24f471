package wharf.webhook;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.merchant.Merchants;
import wharf.messaging.Content;
import wharf.messaging.Messages;
import wharf.messaging.NewMessage;
import wharf.platform.PublicAddress;
import wharf.shared.MerchantId;

/** Switches off an endpoint that does not work any more, and tells its merchant by mail; the operator's own is on the home page. */
@Component
class SwitchingOff {
    private final Endpoints endpoints;
    private final Merchants merchants;
    private final Messages messages;
    private final PublicAddress address;

    SwitchingOff(Endpoints endpoints, Merchants merchants, Messages messages, PublicAddress address) {
        this.endpoints = endpoints;
        this.merchants = merchants;
        this.messages = messages;
        this.address = address;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void off(UUID id, String reason) {
        var endpoint = endpoints.find(id);
        if (!endpoints.switchOff(id, reason) || endpoint.merchant() == null) return;
        var merchant = merchants.find(new MerchantId(endpoint.merchant())).orElseThrow();
        messages.send(List.of(new NewMessage(
                merchant.id(),
                id,
                merchant.senderEmail(),
                null,
                new Content.WebhookOff(merchant.name(), endpoint.url(), reason, address.of("/settings/webhooks/" + id)),
                "webhook-off:" + id + ":" + endpoint.sequence())));
    }
}

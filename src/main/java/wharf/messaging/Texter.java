package wharf.messaging;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import wharf.platform.ExternalEffects.Outcome;
import wharf.shared.MerchantId;

/** Hands texts to the provider. */
@Component
class Texter {
    /** Replies are owed whatever the consent. */
    private static final List<String> ALWAYS = List.of(
            Content.TextsEnded.class.getSimpleName(),
            Content.TextsBegun.class.getSimpleName(),
            Content.TextHelp.class.getSimpleName());

    private final TextPort port;
    private final TextConsents consents;

    Texter(TextPort port, TextConsents consents) {
        this.port = port;
        this.consents = consents;
    }

    /** Whether the number still agrees; it may have said STOP since the text was written. */
    boolean mayText(Outbox.Row row) {
        var subscriber = new TextConsents.Subscriber(new MerchantId(row.merchantId()), row.recipient());
        return ALWAYS.contains(row.template())
                || consents.granted(List.of(subscriber)).contains(subscriber);
    }

    Outcome deliver(Outbox.Row row) {
        return outcome(port.send(new TextPort.Text(
                row.id().toString(),
                row.root(),
                new MerchantId(row.merchantId()),
                row.sender(),
                row.recipient(),
                row.bodyText())));
    }

    Optional<Outcome> lookUp(Outbox.Row row) {
        return port.lookUp(row.id().toString()).map(Texter::outcome);
    }

    private static Outcome outcome(TextPort.Answer answer) {
        return switch (answer) {
            case TextPort.Taken taken -> new Outcome.Done(null);
            case TextPort.No no -> new Outcome.Refused(no.reason(), null);
        };
    }
}

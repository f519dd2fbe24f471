package wharf.webhook;

/** A kind of event with when it is sent. For templates. */
public record WebhookKind(String name, String about) {}

package wharf.payment.psp;

/**
 * Where an adapter delivers what a provider tells by itself (webhooks, redirects). A notice is a hint, not a proof: its content is not
 * believed, the provider is asked. Notices may come twice, late, before the answer to the call, or for a key nobody knows.
 */
public interface PspNotices {
    /** Something happened to the operation with this idempotency key. */
    void heard(String key);
}

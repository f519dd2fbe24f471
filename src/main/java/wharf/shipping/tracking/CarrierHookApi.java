package wharf.shipping.tracking;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import wharf.platform.WebhookSignature;
import wharf.platform.web.Answers;
import wharf.platform.web.Fault;
import wharf.platform.web.FaultKind;
import wharf.shared.Problem;

/** Where carriers send their news. Open to the world: what is not signed with a secret of that carrier's account is turned away. */
@RestController
class CarrierHookApi {
    private final CarrierHook hook;
    private final Answers answers;

    CarrierHookApi(CarrierHook hook, Answers answers) {
        this.hook = hook;
        this.answers = answers;
    }

    /** @param events in the message @param fresh stored just now; the rest were known, or of parcels that are not ours */
    record Taken(int events, int fresh) {}

    @PostMapping("/hooks/carriers/{carrier}")
    @PreAuthorize("permitAll()")
    @Nullable
    ResponseEntity<Taken> receive(
            @PathVariable String carrier, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var signature = new WebhookSignature(
                request.getHeader(WebhookSignature.ID),
                request.getHeader(WebhookSignature.TIMESTAMP),
                request.getHeader(WebhookSignature.SIGNATURE));
        var answer = hook.receive(carrier, signature, request.getInputStream().readAllBytes());
        if (answer instanceof CarrierHook.Taken taken)
            return ResponseEntity.ok(new Taken(taken.events(), taken.fresh()));
        answers.refuse(request, response, fault(carrier, answer));
        return null;
    }

    private static Fault fault(String carrier, CarrierHook.Answer answer) {
        return switch (answer) {
            case CarrierHook.BadSignature bad ->
                Fault.of(
                        FaultKind.UNAUTHORIZED,
                        Problem.of(
                                "bad-signature",
                                WebhookSignature.SIGNATURE,
                                null,
                                "Sign the body with the account's secret by the Standard Webhooks scheme, within five minutes."));
            case CarrierHook.Unreadable unreadable ->
                Fault.of(FaultKind.INVALID, Problem.of("unreadable", "", null, unreadable.why()));
            case CarrierHook.UnknownCarrier unknown ->
                Fault.of(
                        FaultKind.NOT_FOUND,
                        Problem.of(
                                "unknown-carrier", "carrier", carrier, "No carrier sends its news to this address."));
            case CarrierHook.Taken taken -> throw new IllegalArgumentException("not a refusal: " + taken);
        };
    }
}

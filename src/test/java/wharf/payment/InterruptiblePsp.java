package wharf.payment;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Primary;
import wharf.payment.psp.PspAnswer;
import wharf.payment.psp.PspPort;
import wharf.payment.psp.PspRequest;
import wharf.payment.psp.PspUnreachable;

/** The sandbox provider, in front of which a test can let the node die and count calls. */
@Primary
class InterruptiblePsp implements PspPort {
    /** A node killed at this instruction: no handler of exceptions sees it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    enum When {
        BEFORE_THE_CALL,
        AFTER_THE_CALL
    }

    private final PspPort psp;
    private final ThreadLocal<@Nullable When> death = new ThreadLocal<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicBoolean silent = new AtomicBoolean();
    private final AtomicReference<Duration> late = new AtomicReference<>(Duration.ZERO);

    InterruptiblePsp(@Qualifier("wharf.payment.sandbox.SandboxPsp") PspPort psp) {
        this.psp = psp;
    }

    /** Lets this thread die at its next call. */
    void die(When when) {
        death.set(when);
    }

    void live() {
        death.remove();
    }

    /** By its clock the next authorisation was given, and may have ended, so long ago. */
    void answersLate(Duration late) {
        this.late.set(late);
    }

    /** It does not say what became of a call, until it does again. */
    void silent(boolean silent) {
        this.silent.set(silent);
    }

    int calls() {
        return calls.get();
    }

    @Override
    public PspAnswer authorise(PspRequest.Authorise request) {
        var answer = call(() -> psp.authorise(request));
        var behind = late.getAndSet(Duration.ZERO);
        var until = answer.expiresAt();
        return until == null || behind.isZero()
                ? answer
                : PspAnswer.succeeded(String.valueOf(answer.providerReference()), until.minus(behind));
    }

    @Override
    public PspAnswer capture(PspRequest.FollowUp request) {
        return call(() -> psp.capture(request));
    }

    @Override
    public PspAnswer voidRest(PspRequest.FollowUp request) {
        return call(() -> psp.voidRest(request));
    }

    @Override
    public PspAnswer refund(PspRequest.FollowUp request) {
        return call(() -> psp.refund(request));
    }

    @Override
    public Optional<PspAnswer> lookUp(String key) {
        if (silent.get()) throw new PspUnreachable("silent");
        return psp.lookUp(key);
    }

    @Override
    public PspAnswer completeAction(String key) {
        return psp.completeAction(key);
    }

    private PspAnswer call(Supplier<PspAnswer> call) {
        var when = death.get();
        death.remove();
        if (when == When.BEFORE_THE_CALL) throw new Killed();
        calls.incrementAndGet();
        var answer = call.get();
        if (when == When.AFTER_THE_CALL) throw new Killed();
        return answer;
    }
}

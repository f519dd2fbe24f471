package wharf.payment.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.payment.psp.PspAnswer;
import wharf.payment.psp.PspNotices;
import wharf.payment.psp.PspOffer;
import wharf.payment.psp.PspPort;
import wharf.payment.psp.PspRequest;
import wharf.payment.psp.PspUnreachable;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.shared.Ids;

/**
 * A simulator of a payment service provider, and it says so in its references ({@code sandbox-…}): no money moves. It keeps its own books,
 * honours idempotency keys, and misbehaves as its {@link TestInstrument}s ask. Default provider; {@code wharf.payment.provider=sandbox}.
 */
@Component
@ConditionalOnProperty(name = "wharf.payment.provider", havingValue = "sandbox", matchIfMissing = true)
@EnableConfigurationProperties(SandboxSettings.class)
class SandboxPsp implements PspPort {
    private static final String LAPSED = "The challenge was not completed in time.";

    private final SandboxBooks books;
    private final SandboxSettings settings;
    private final ObjectProvider<PspNotices> notices;
    private final TransactionTemplate transaction;
    private final BusinessClock clock;

    SandboxPsp(
            SandboxBooks books,
            SandboxSettings settings,
            ObjectProvider<PspNotices> notices,
            TransactionTemplate transaction,
            BusinessClock clock) {
        this.books = books;
        this.settings = settings;
        this.notices = notices;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public PspAnswer authorise(PspRequest.Authorise request) {
        return serve(request, request.instrument(), () -> authorised(request));
    }

    @Override
    public PspAnswer capture(PspRequest.FollowUp request) {
        return under(request, Operation.Kind.CAPTURE);
    }

    @Override
    public PspAnswer voidRest(PspRequest.FollowUp request) {
        return under(request, Operation.Kind.VOID);
    }

    @Override
    public PspAnswer refund(PspRequest.FollowUp request) {
        return under(request, Operation.Kind.REFUND);
    }

    @Override
    public Optional<PspAnswer> lookUp(String key) {
        return apart(() -> books.find(key)
                .filter(operation -> operation.state() != Operation.State.LOST)
                .map(Operation::answer));
    }

    @Override
    public PspAnswer completeAction(String key) {
        return apart(() -> {
            var operation = books.lock(key).orElseThrow(() -> new PspUnreachable("nothing under " + key));
            if (operation.state() == Operation.State.REQUIRES_ACTION && isOver(operation))
                books.complete(key, Operation.State.DECLINED, LAPSED, clock.instant());
            return books.find(key).orElseThrow().answer();
        });
    }

    /** The shopper's answer on the challenge page. */
    void answerChallenge(UUID challenge, boolean approve) {
        var key = apart(() -> {
            var found = books.byChallenge(challenge);
            found.ifPresent(operation -> complete(operation, approve));
            return found.map(Operation::key);
        });
        key.ifPresent(known -> notices.ifAvailable(listener -> listener.heard(known)));
    }

    Optional<Operation> challenge(UUID challenge) {
        return apart(() -> books.byChallenge(challenge));
    }

    private void complete(Operation operation, boolean approve) {
        if (isOver(operation)) books.complete(operation.key(), Operation.State.DECLINED, LAPSED, clock.instant());
        else if (approve && operation.isFor(TestInstrument.PAY_LATER_DECLINED))
            books.complete(
                    operation.key(), Operation.State.DECLINED, "The lender declined this purchase.", clock.instant());
        else if (approve)
            books.complete(
                    operation.key(),
                    Operation.State.SUCCEEDED,
                    null,
                    clock.instant().plus(settings.life()));
        else
            books.complete(
                    operation.key(), Operation.State.DECLINED, "The shopper denied the challenge.", clock.instant());
    }

    /** What a shopper may try at a checkout; the other instruments are for tests of what comes after. */
    @Override
    public List<PspOffer> offers(String currency) {
        return Stream.of(
                        TestInstrument.OK,
                        TestInstrument.CHALLENGE,
                        TestInstrument.DECLINE,
                        TestInstrument.INSUFFICIENT_FUNDS,
                        TestInstrument.PAY_LATER,
                        TestInstrument.PAY_LATER_DECLINED)
                .map(instrument -> offer(instrument, currency))
                .toList();
    }

    private PspOffer offer(TestInstrument instrument, String currency) {
        boolean later = instrument.isPayLater();
        return new PspOffer(
                later,
                instrument.token(),
                true,
                later ? SandboxSettings.whole(settings.payLaterLeast(), currency) : null,
                later ? SandboxSettings.whole(settings.payLaterMost(), currency) : null);
    }

    private PspAnswer under(PspRequest.FollowUp request, Operation.Kind kind) {
        var instrument = apart(() -> books.find(request.authorisationKey()).map(Operation::instrument))
                .orElse(TestInstrument.OK.token());
        return serve(request, instrument, () -> followed(request, kind, instrument));
    }

    /** Books what {@code work} makes of the request, unless its key is booked; loses or delays the call as the instrument asks. */
    private PspAnswer serve(PspRequest request, String token, Supplier<Operation> work) {
        var instrument = TestInstrument.of(token).orElse(TestInstrument.OK);
        var booked = apart(() -> {
            boolean first = books.find(request.key()).isEmpty();
            var operation = work.get();
            boolean lost = first && instrument == TestInstrument.TIMEOUT_BEFORE;
            return new Booked(book(lost ? lost(operation) : operation), first);
        });
        if (booked.first() && instrument == TestInstrument.TIMEOUT_BEFORE)
            throw new PspUnreachable("Sandbox: the connection broke before the request arrived.");
        if (booked.first() && instrument == TestInstrument.TIMEOUT_AFTER_SUCCESS)
            throw new PspUnreachable("Sandbox: the connection broke before the answer arrived.");
        if (instrument == TestInstrument.ANSWER_TWICE) {
            notices.ifAvailable(listener -> listener.heard(request.key()));
            notices.ifAvailable(listener -> listener.heard(request.key()));
        }
        return booked.operation().answer();
    }

    private record Booked(Operation operation, boolean first) {}

    private Operation book(Operation operation) {
        return books.book(operation) ? operation : books.find(operation.key()).orElseThrow();
    }

    private Operation authorised(PspRequest.Authorise request) {
        var known = TestInstrument.of(request.instrument());
        if (known.isEmpty())
            return declined(request, Operation.Kind.AUTHORISE, request.instrument(), null, "Not a test instrument.");
        return switch (known.get()) {
            case DECLINE ->
                declined(request, Operation.Kind.AUTHORISE, request.instrument(), null, "Declined by the issuer.");
            case INSUFFICIENT_FUNDS ->
                declined(request, Operation.Kind.AUTHORISE, request.instrument(), null, "Insufficient funds.");
            case CHALLENGE -> challenged(request);
            case PAY_LATER, PAY_LATER_DECLINED -> payLater(request);
            case EXPIRE ->
                succeeded(request, Operation.Kind.AUTHORISE, request.instrument(), null, settings.shortLife());
            case OK,
                    TIMEOUT_AFTER_SUCCESS,
                    TIMEOUT_BEFORE,
                    ANSWER_TWICE,
                    CAPTURE_FAILS,
                    CAPTURE_FAILS_ONCE,
                    REFUND_FAILS ->
                succeeded(request, Operation.Kind.AUTHORISE, request.instrument(), null, settings.life());
        };
    }

    private Operation payLater(PspRequest.Authorise request) {
        var least =
                SandboxSettings.whole(settings.payLaterLeast(), request.amount().currency());
        var most =
                SandboxSettings.whole(settings.payLaterMost(), request.amount().currency());
        boolean within = least.compareTo(request.amount()) <= 0 && most.compareTo(request.amount()) >= 0;
        return within
                ? challenged(request)
                : declined(
                        request,
                        Operation.Kind.AUTHORISE,
                        request.instrument(),
                        null,
                        "The amount is outside the limits of pay later.");
    }

    private Operation followed(PspRequest.FollowUp request, Operation.Kind kind, String token) {
        var authorisation = books.lock(request.authorisationKey());
        if (authorisation.isEmpty() || authorisation.get().state() != Operation.State.SUCCEEDED)
            return declined(request, kind, token, null, "There is no such authorisation.");
        var refusal = refusal(request, kind, authorisation.get(), books.under(request.authorisationKey()));
        return refusal.isPresent()
                ? declined(request, kind, token, request.authorisationKey(), refusal.get())
                : succeeded(request, kind, token, request.authorisationKey(), null);
    }

    private Optional<String> refusal(
            PspRequest.FollowUp request, Operation.Kind kind, Operation authorisation, SandboxBooks.Sums sums) {
        long minor = request.amount().minor();
        if (!request.amount().currency().equals(authorisation.currency())) return Optional.of("Another currency.");
        return switch (kind) {
            case AUTHORISE -> Optional.of("Not a follow-up.");
            case CAPTURE -> captureRefusal(minor, authorisation, sums);
            case VOID -> isOver(authorisation) ? Optional.of("The authorisation has expired.") : Optional.empty();
            case REFUND -> {
                if (authorisation.isFor(TestInstrument.REFUND_FAILS))
                    yield Optional.of("Refund refused by the issuer.");
                yield minor > sums.captured() - sums.refunded()
                        ? Optional.of("More than was captured.")
                        : Optional.empty();
            }
        };
    }

    private Optional<String> captureRefusal(long minor, Operation authorisation, SandboxBooks.Sums sums) {
        if (isOver(authorisation)) return Optional.of("The authorisation has expired.");
        if (sums.givenUp()) return Optional.of("The authorisation was voided.");
        if (minor > authorisation.amountMinor() - sums.captured()) return Optional.of("More than was authorised.");
        boolean fails = authorisation.isFor(TestInstrument.CAPTURE_FAILS)
                || authorisation.isFor(TestInstrument.CAPTURE_FAILS_ONCE) && sums.failedCaptures() == 0;
        return fails ? Optional.of("Capture refused by the issuer.") : Optional.empty();
    }

    private boolean isOver(Operation operation) {
        return operation.expiresAt() != null && !operation.expiresAt().isAfter(clock.instant());
    }

    private Operation challenged(PspRequest.Authorise request) {
        return operation(
                request,
                Operation.Kind.AUTHORISE,
                Operation.State.REQUIRES_ACTION,
                request.instrument(),
                null,
                Ids.next(),
                null,
                clock.instant().plus(settings.challengeLife()));
    }

    private Operation succeeded(
            PspRequest request,
            Operation.Kind kind,
            String token,
            @Nullable String authorisation,
            java.time.@Nullable Duration life) {
        var expiresAt = life == null ? null : clock.instant().plus(life);
        return operation(request, kind, Operation.State.SUCCEEDED, token, authorisation, null, null, expiresAt);
    }

    private Operation declined(
            PspRequest request, Operation.Kind kind, String token, @Nullable String authorisation, String reason) {
        return operation(request, kind, Operation.State.DECLINED, token, authorisation, null, reason, null);
    }

    private Operation operation(
            PspRequest request,
            Operation.Kind kind,
            Operation.State state,
            String token,
            @Nullable String authorisation,
            @Nullable UUID challenge,
            @Nullable String reason,
            @Nullable Instant expiresAt) {
        return new Operation(
                request.key(),
                request.merchant().value(),
                kind,
                state,
                token,
                authorisation,
                request.amount().currency(),
                request.amount().minor(),
                "sandbox-" + Ids.next(),
                challenge,
                reason,
                1,
                expiresAt,
                clock.instant());
    }

    private static Operation lost(Operation operation) {
        return new Operation(
                operation.key(),
                operation.merchantId(),
                operation.kind(),
                Operation.State.LOST,
                operation.instrument(),
                operation.authorisation(),
                operation.currency(),
                operation.amountMinor(),
                operation.providerReference(),
                null,
                null,
                operation.calls(),
                null,
                operation.createdAt());
    }

    /** In a transaction and with the rights of its own: the provider is another party. */
    private <T> T apart(Supplier<T> work) {
        return Context.background("sandbox-psp")
                .call(() -> java.util.Objects.requireNonNull(transaction.execute(status -> work.get())));
    }
}

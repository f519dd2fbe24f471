package wharf.platform;

import java.lang.ScopedValue.CallableOp;
import wharf.shared.Actor;
import wharf.shared.Lane;
import wharf.shared.Scope;

/**
 * On whose behalf the current thread works: whose rows it may see, who acts, and which connections it draws on. Bound once at the edge
 * (a request, a claim of work, a command) and read wherever a transaction begins or a fact is recorded.
 */
public record Context(Scope scope, Actor actor, Lane lane) {
    private static final ScopedValue<Context> CURRENT = ScopedValue.newInstance();
    private static final Context NOBODY = new Context(Scope.NONE, Actor.system("nobody"), Lane.SCREEN);

    public static Context current() {
        return CURRENT.orElse(NOBODY);
    }

    /** Wharf's own background work: sees every merchant. */
    public static Context background(String part) {
        return new Context(Scope.ALL, Actor.system(part), Lane.BACKGROUND);
    }

    public void run(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }

    public <T, X extends Throwable> T call(CallableOp<T, X> work) throws X {
        return ScopedValue.where(CURRENT, this).call(work);
    }
}

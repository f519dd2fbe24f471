package wharf.identity;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import wharf.platform.Context;
import wharf.shared.Refusal;
import wharf.shared.Role;

/** On the first start of all lets an administrator in, with a password that is printed once, unless {@code wharf.admin.password} sets it. */
@Component
@Order(100)
class FirstAdministrator implements ApplicationRunner {
    private static final int PASSWORD_LENGTH = 20;

    private final Users users;
    private final String email;
    private final String password;

    FirstAdministrator(
            Users users,
            @Value("${wharf.admin.email:admin@wharf.local}") String email,
            @Value("${wharf.admin.password:}") String password) {
        this.users = users;
        this.email = email;
        this.password = password;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Context.background("first-start").run(() -> {
            if (users.nobody()) appoint();
        });
    }

    private void appoint() {
        boolean random = password.isEmpty();
        var chosen = random ? Secrets.next(PASSWORD_LENGTH) : password;
        try {
            users.create(new NewUser(email, "Administrator", Role.ADMINISTRATOR, null, chosen));
        } catch (Refusal other) {
            // Another node was quicker; its console shows the password.
            if (other.kind() != Refusal.Kind.CONFLICT) throw other;
            return;
        }
        if (random) System.out.printf("%n  Sign in as %s with the password %s%n  (shown this once)%n%n", email, chosen);
    }
}

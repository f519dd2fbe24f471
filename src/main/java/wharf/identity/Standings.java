package wharf.identity;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import wharf.platform.Standing;
import wharf.platform.WharfPrincipal;
import wharf.shared.Ids;

/** Reads people and tokens as they stand in the database; keys are those that {@link Sessions} and {@link ApiTokens} give. */
@Component
class Standings implements Standing {
    private final Users users;
    private final ApiTokens tokens;

    Standings(Users users, ApiTokens tokens) {
        this.users = users;
        this.tokens = tokens;
    }

    @Override
    public Optional<WharfPrincipal> now(String key) {
        try {
            if (key.startsWith(Sessions.USER)) return user(Ids.parse(key.substring(Sessions.USER.length())));
            if (key.startsWith(ApiTokens.TOKEN))
                return tokens.living(Ids.parse(key.substring(ApiTokens.TOKEN.length())));
            return Optional.empty();
        } catch (IllegalArgumentException nobody) {
            return Optional.empty();
        }
    }

    private Optional<WharfPrincipal> user(UUID id) {
        return users.find(id).filter(User::enabled).map(Sessions::principal);
    }
}

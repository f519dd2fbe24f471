package wharf.webhook;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody wants to be told.
 *
 * @param url https
 * @param events names of events; none for all
 */
public record NewEndpoint(
        @NotBlank @Size(max = 2000) String url,
        @Nullable @Size(max = 200) String description,
        @Nullable @Size(max = 100) List<@NotNull String> events) {}

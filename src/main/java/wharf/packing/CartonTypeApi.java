package wharf.packing;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import wharf.shared.Refusal;

@RestController
@RequestMapping("/api/v1/carton-types")
class CartonTypeApi {
    private final CartonTypes types;

    CartonTypeApi(CartonTypes types) {
        this.types = types;
    }

    /** Carton types to be created or replaced by their codes, all or none. */
    record NewCartonTypes(@NotEmpty @Size(max = 1000) List<@Valid @NotNull NewCartonType> cartonTypes) {}

    @GetMapping
    @PreAuthorize("hasAuthority('floor:work')")
    List<CartonType> all() {
        return types.all();
    }

    @GetMapping("/{code}")
    @PreAuthorize("hasAuthority('floor:work')")
    CartonType one(@PathVariable String code) {
        return types.find(code).orElseThrow(() -> Refusal.notFound("carton type", code));
    }

    @PostMapping
    @PreAuthorize("hasAuthority('operations:manage')")
    List<CartonType> put(@Valid @RequestBody NewCartonTypes request) {
        types.put(request.cartonTypes());
        return types.all();
    }

    @PostMapping(path = "/import", consumes = "text/csv")
    @PreAuthorize("hasAuthority('operations:manage')")
    List<CartonType> importCsv(@RequestBody String csv) {
        types.put(CartonTypeCsv.read(csv));
        return types.all();
    }

    @DeleteMapping("/{code}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('operations:manage')")
    void withdraw(@PathVariable String code) {
        types.withdraw(code);
    }
}

package wharf.devices;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import wharf.shared.Refusal;

/** How handhelds come to trust this Wharf. */
@Controller
class TlsScreen {
    private static final MediaType CERTIFICATE = new MediaType("application", "x-x509-ca-cert");

    private final TlsSettings settings;
    private final TlsFiles files;

    TlsScreen(TlsSettings settings) {
        this.settings = settings;
        this.files = new TlsFiles(settings.directory());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(TlsSettings.class)
    static class Settings {}

    @GetMapping("/devices/tls")
    @PreAuthorize("hasAuthority('operations:manage')")
    String page(Model model) throws IOException {
        model.addAttribute("on", settings.on());
        model.addAttribute("own", settings.ownCertificate());
        model.addAttribute("loopback", settings.loopback());
        model.addAttribute("addresses", settings.urls());
        model.addAttribute("fingerprint", hasAuthority() ? files.fingerprint() : "");
        return "devices/tls";
    }

    /** The authority's certificate. Everybody may read it: who does not trust it yet cannot sign in. */
    @GetMapping("/device/wharf-ca.crt")
    @PreAuthorize("permitAll()")
    ResponseEntity<byte[]> authority() throws IOException {
        if (!hasAuthority()) throw Refusal.notFound("certificate", "wharf-ca.crt");
        return ResponseEntity.ok()
                .contentType(CERTIFICATE)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"wharf-ca.crt\"")
                .body(files.authority().getBytes(StandardCharsets.US_ASCII));
    }

    private boolean hasAuthority() {
        return settings.on() && !settings.ownCertificate();
    }
}

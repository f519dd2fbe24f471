package wharf.printing;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.springframework.stereotype.Component;
import wharf.platform.StoredFiles;

/** The bytes a printer gets for a job; whatever may be out already says COPY. */
@Component
class PrintContents {
    private final StoredFiles files;

    PrintContents(StoredFiles files) {
        this.files = files;
    }

    byte[] of(PendingJobs.Pending job) {
        return switch (job.media()) {
            case LABEL_4X6 -> label(job).getBytes(StandardCharsets.UTF_8);
            case DOCUMENT -> document(job);
        };
    }

    private static String label(PendingJobs.Pending job) {
        return job.mayBeOut() ? ZplLabel.copy(job.content()) : job.content();
    }

    private byte[] document(PendingJobs.Pending job) {
        var pdf = files.find(Objects.requireNonNull(job.file())).orElseThrow().content();
        return job.isCopy() ? PdfDocuments.copy(pdf) : pdf;
    }
}

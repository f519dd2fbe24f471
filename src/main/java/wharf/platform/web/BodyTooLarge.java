package wharf.platform.web;

import java.io.IOException;

/** A body that goes on beyond the limit. */
final class BodyTooLarge extends IOException {
    private static final long serialVersionUID = 1;

    BodyTooLarge() {
        super("the body is larger than " + RequestLimits.LARGEST_BODY + " bytes");
    }
}

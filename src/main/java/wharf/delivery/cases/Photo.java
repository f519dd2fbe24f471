package wharf.delivery.cases;

import java.util.Optional;
import wharf.platform.CleanPhoto;

/** A picture that was checked and drawn anew, without what the camera wrote into it. */
public record Photo(String mediaType, byte[] content) {
    public static final int MOST = 3;
    public static final long LARGEST_BYTES = CleanPhoto.LARGEST_BYTES;

    /** Empty when it is no picture we take. */
    public static Optional<Photo> of(byte[] content) {
        return CleanPhoto.of(content).map(clean -> new Photo(clean.mediaType(), clean.content()));
    }

    String extension() {
        return mediaType.equals("image/png") ? "png" : "jpg";
    }
}

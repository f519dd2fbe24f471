package wharf.feedback;

/** Whether others see a review: the merchant says so, and can think again. */
public enum ReviewState {
    PENDING,
    PUBLISHED,
    REJECTED
}

package wharf.yours;

/** How often something is wrong with a field of a trial's rows, with one of the messages. */
public record ProblemCount(boolean severe, String field, String message, long count) {}

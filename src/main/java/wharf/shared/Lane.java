package wharf.shared;

/** Which pool of database connections work draws from, so that none starves another. */
public enum Lane {
    SCREEN,
    BACKGROUND,
    INTAKE
}

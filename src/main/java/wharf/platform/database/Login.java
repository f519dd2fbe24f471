package wharf.platform.database;

/** A database role and its password. */
public record Login(String username, String password) {
    @Override
    public String toString() {
        return username;
    }
}

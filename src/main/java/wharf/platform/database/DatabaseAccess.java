package wharf.platform.database;

/**
 * How to reach a database that is up.
 *
 * @param url JDBC URL without credentials
 * @param owner owns the database and its schema; migrations run as this role
 * @param app the application's role, bound by row-level security
 */
public record DatabaseAccess(String url, Login owner, Login app) {}

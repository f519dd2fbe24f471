package wharf.platform;

import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The one place where a transaction is told whose rows it may see. */
@Configuration(proxyBeanMethods = false)
class ScopedTransactions {
    @Bean
    JdbcTransactionManager transactionManager(DataSource dataSource) {
        return new ScopedTransactionManager(dataSource);
    }

    @Bean
    TransactionTemplate transactionTemplate(JdbcTransactionManager transactions) {
        return new TransactionTemplate(transactions);
    }

    static final class ScopedTransactionManager extends JdbcTransactionManager {
        private static final long serialVersionUID = 1;

        ScopedTransactionManager(DataSource dataSource) {
            super(dataSource);
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {
            super.doBegin(transaction, definition);
            var scope = Context.current().scope().setting();
            var connection = DataSourceUtils.getConnection(obtainDataSource());
            // The setting holds UUIDs, commas or an asterisk only (Scope.setting), so it needs no parameter and no
            // second parse.
            try (Statement statement = connection.createStatement()) {
                statement.execute("set local wharf.scope = '" + scope + "'");
            } catch (SQLException e) {
                doCleanupAfterCompletion(transaction);
                throw new CannotCreateTransactionException("cannot set the scope of a transaction", e);
            } finally {
                DataSourceUtils.releaseConnection(connection, obtainDataSource());
            }
        }
    }
}

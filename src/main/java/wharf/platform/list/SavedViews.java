package wharf.platform.list;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import wharf.platform.CurrentUser;
import wharf.platform.Filters;
import wharf.platform.Sql;
import wharf.platform.WharfPrincipal;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.shared.Texts;

/**
 * What people keep of lists: views (filters with a name), the view a list opens with, and the columns they want to see. A view is its owner's
 * own, or shared among the people of the same merchant, or of the operator; it holds filters only, never rows.
 */
@Component
public class SavedViews {
    private static final int MOST = 30;
    private static final int SHOWN = 60;
    private static final int LONGEST_NAME = 60;
    private static final String VISIBLE = """
            select v.id, v.name, v.owner, v.owner_name, v.shared, v.filters::text as filters, c.default_view = v.id as standard
            from list_view v
            left join list_choice c on c.owner = :owner and c.list = v.list
            where v.list = :list
            and v.merchant_id is not distinct from :merchant
            and (v.owner = :owner or v.shared)
            order by v.owner = :owner desc, v.created_at, v.id
            limit :most
            """;
    private static final String KEEP = """
            insert into list_view (id, list, owner, owner_name, merchant_id, name, filters, shared)
            values (:id, :list, :owner, :ownerName, :merchant, :name, cast(:filters as jsonb), :shared)
            """;
    private static final String FORGET = """
            delete from list_view
            where id = :id
            and list = :list
            and owner = :owner
            """;
    private static final String PREFER = """
            insert into list_choice (owner, list, merchant_id, default_view)
            values (:owner, :list, :merchant, :view)
            on conflict (owner, list) do update
            set default_view = excluded.default_view
            """;
    private static final String CHOOSE = """
            insert into list_choice (owner, list, merchant_id, columns)
            values (:owner, :list, :merchant, :columns)
            on conflict (owner, list) do update
            set columns = excluded.columns
            """;
    private static final TypeReference<Map<String, String>> FILTERS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    SavedViews(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A view as its list shows it; {@code standard} opens with the list. */
    record View(
            UUID id, String name, Filters filters, String owner, String ownerName, boolean shared, boolean standard) {}

    /** The visitor's own views of a list, then those shared with them, oldest first. */
    @Transactional(readOnly = true)
    public List<View> of(String list) {
        var who = CurrentUser.get();
        return jdbc.sql(VISIBLE)
                .param("list", list)
                .param("owner", who.key())
                .param("merchant", merchant(who), Types.OTHER)
                .param("most", SHOWN)
                .query((row, n) -> view(row))
                .list();
    }

    private View view(ResultSet row) throws SQLException {
        return new View(
                row.getObject("id", UUID.class),
                row.getString("name"),
                Filters.of(json.readValue(row.getString("filters"), FILTERS)),
                row.getString("owner"),
                row.getString("owner_name"),
                row.getBoolean("shared"),
                row.getBoolean("standard"));
    }

    /** What the visitor has of a list: views, and the names of the columns they chose, none when they have not. */
    record Kept(List<View> views, List<String> columns) {}

    @Transactional(readOnly = true)
    public Kept kept(String list) {
        return new Kept(of(list), columns(list));
    }

    private List<String> columns(String list) {
        return jdbc.sql("select columns from list_choice where owner = :owner and list = :list and columns is not null")
                .param("owner", CurrentUser.get().key())
                .param("list", list)
                .query((row, n) -> Arrays.asList((String[]) row.getArray(1).getArray()))
                .optional()
                .orElse(List.of());
    }

    /** Keeps filters under a name; refuses a name the visitor has used, and more than {@value #MOST} views of their own. */
    @Transactional
    public UUID keep(String list, String name, Filters filters, boolean shared) {
        var problems = new ArrayList<Problem>();
        Texts.require(problems, "name", name, LONGEST_NAME);
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
        var who = CurrentUser.get();
        if (of(list).stream().filter(view -> view.owner().equals(who.key())).count() >= MOST)
            throw Refusal.conflict(
                    "too-many-views", "name", name, "You have " + MOST + " views of this list; remove one first.");
        var id = Ids.next();
        try {
            jdbc.sql(KEEP)
                    .param("id", id)
                    .param("list", list)
                    .param("owner", who.key())
                    .param("ownerName", who.name())
                    .param("merchant", merchant(who), Types.OTHER)
                    .param("name", name.strip())
                    .param("filters", json.writeValueAsString(filters.values()))
                    .param("shared", shared)
                    .update();
        } catch (DuplicateKeyException taken) {
            throw Refusal.conflict("name-taken", "name", name, "You have a view of this name; choose a different one.");
        }
        return id;
    }

    /** Removes a view of the visitor's own. */
    @Transactional
    public void forget(String list, UUID id) {
        int gone = jdbc.sql(FORGET)
                .param("id", id)
                .param("list", list)
                .param("owner", CurrentUser.get().key())
                .update();
        if (gone == 0) throw Refusal.notFound("view of yours", id);
    }

    /** Has a list open with a view, or with all of its rows when {@code view} is null. */
    @Transactional
    public void prefer(String list, @Nullable UUID view) {
        if (view != null && of(list).stream().noneMatch(one -> one.id().equals(view)))
            throw Refusal.notFound("view", view);
        choose(PREFER, list).param("view", view, Types.OTHER).update();
    }

    /** Remembers which columns of a list the visitor wants; none for those shown at first. */
    @Transactional
    public void choose(String list, List<String> columns) {
        choose(CHOOSE, list)
                .param("columns", columns.isEmpty() ? null : Sql.texts(columns))
                .update();
    }

    private JdbcClient.StatementSpec choose(String statement, String list) {
        var who = CurrentUser.get();
        return jdbc.sql(statement)
                .param("owner", who.key())
                .param("list", list)
                .param("merchant", merchant(who), Types.OTHER);
    }

    private static @Nullable UUID merchant(WharfPrincipal who) {
        return who.merchant().map(MerchantId::value).orElse(null);
    }

    /** The view a list opens with. */
    static Optional<View> standard(List<View> views) {
        return views.stream().filter(View::standard).findFirst();
    }
}

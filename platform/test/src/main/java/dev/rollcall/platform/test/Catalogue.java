package dev.rollcall.platform.test;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the service's own role may do in its database, as PostgreSQL's catalogue has it: a table or
 * policy of tomorrow is in the answer without anybody adding it.
 */
public final class Catalogue {

  /** Every row may be read, made, changed and deleted, as far as row-level security lets it. */
  public static final String EVERYTHING = "select, insert, update, delete";

  private Catalogue() {}

  /**
   * The tables at which the role may do something else than {@link #EVERYTHING}, and what; nothing
   * is an empty text.
   */
  public static Map<String, String> unusualPrivileges() {
    Map<String, String> unusual = new TreeMap<>();
    rows(
            """
            select c.relname, coalesce(string_agg(p.privilege, ', ' order by p.position), '')
            from pg_class c
            left join unnest(array['select', 'insert', 'update', 'delete', 'truncate',
                                   'references', 'trigger', 'maintain'])
                 with ordinality as p(privilege, position)
              on has_table_privilege(?, c.oid, p.privilege)
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
            group by c.relname
            """,
            ServiceDatabase.appRole())
        .forEach(row -> unusual.put(row.getFirst(), row.getLast()));
    unusual.values().removeIf(EVERYTHING::equals);
    return unusual;
  }

  /** The functions that run with the owner's power and that the role may call. */
  public static List<String> functionsOfTheOwner() {
    return rows(
            """
            select proname::text, '' from pg_proc
            where pronamespace = 'public'::regnamespace and prosecdef
              and has_function_privilege(?, oid, 'execute')
            order by proname
            """,
            ServiceDatabase.appRole())
        .stream()
        .map(List::getFirst)
        .toList();
  }

  /**
   * The policies that show rows by anything but the company that the transaction is bound to, or,
   * for old rows only, that it purges and is bound to none; with what they look at.
   */
  public static List<String> widePolicies() {
    return rows(
            """
            select tablename || '.' || policyname,
                   coalesce(qual, 'true') || ' / ' || coalesce(with_check, '')
            from pg_policies where schemaname = 'public'
              and qual is distinct from
                '(company_id = (NULLIF(current_setting(''rollcall.company''::text, true), ''''::text))::uuid)'
              and not (cmd in ('SELECT', 'DELETE')
                and qual like '%(current_setting(''rollcall.purging''::text, true) = ''on''::text)%'
                and qual like
                  '%(NULLIF(current_setting(''rollcall.company''::text, true), ''''::text) IS NULL)%'
                and qual like '%now() -%'
                and qual not like '% OR %')
            order by 1
            """)
        .stream()
        .map(row -> row.getFirst() + ": " + row.getLast())
        .toList();
  }

  private static List<List<String>> rows(String sql, String... arguments) {
    try (Connection connection = ServiceDatabase.admin();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setString(i + 1, arguments[i]);
      }
      List<List<String>> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(List.of(rows.getString(1), rows.getString(2)));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}

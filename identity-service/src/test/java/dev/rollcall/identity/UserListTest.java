package dev.rollcall.identity;

import static dev.rollcall.identity.IdentityWorld.as;
import static dev.rollcall.identity.IdentityWorld.founded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.identity.IdentityWorld.Founded;
import dev.rollcall.platform.test.HttpSurface;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The list against what one plain statement without any paging finds. Searches look at so few rows
 * here that they meet everything a large company's do (application.properties).
 */
@RollcallTest(service = "identity", keycloak = true)
class UserListTest {

  private static final List<String> SORTS =
      List.of("name", "-name", "email", "-email", "joinedAt", "-joinedAt");

  private static final String OFFICE = "00000000-0000-7000-8000-00000000000%d";

  /** Forty users in three offices, a few of them deleted, and a dozen who have not yet joined. */
  private static Founded crowded() {
    var world = founded();
    UUID company = world.company();
    run(
        """
        insert into office (company_id, office_id, name, country, time_zone, price_level, head_office, status,
          created_at, updated_at, version)
        select ?, ('00000000-0000-7000-8000-00000000000' || n)::uuid, 'Office ' || n, 'US', 'UTC', 'US', false, 'OPEN', now(), now(), 1
        from generate_series(0, 2) n returning 1
        """,
        company);
    run(
        """
        insert into member (company_id, user_id, person_id, first_name, last_name, email, email_key,
          sort_name, role, office_id, admin_office_ids, products, granted, status, founder,
          joined_at, deleted_at, restorable_until, updated_at, version)
        select ?, gen_random_uuid(), gen_random_uuid(), 'First' || n, 'Last' || n % 10,
          'u' || (n * 7) % 41 || '@acme.test', 'u' || (n * 7) % 41 || '@acme.test',
          'last' || n % 10 || ' first',
          case n % 8 when 0 then 'MANAGER' when 1 then 'OFFICE_ADMIN' else 'USER' end,
          ('00000000-0000-7000-8000-00000000000' || n % 3)::uuid, '{}', '{VOICE}',
          case when n % 5 = 0 then '{ANALYTICS_CHARTS}'::text[] else '{}' end,
          case when n % 7 = 0 then 'DELETED' else 'ACTIVE' end, false,
          now() - (n % 6) * interval '1 day',
          case when n % 7 = 0 then now() end, case when n % 7 = 0 then now() + interval '72 hours' end,
          now(), 1
        from generate_series(1, 40) n returning 1
        """,
        company);
    run(
        """
        insert into pending_view (company_id, invitation_id, status, first_name, last_name, email,
          email_key, sort_name, role, office_id, products, license_type, created_at, version)
        select ?, gen_random_uuid(), 'PENDING', 'First' || n, 'Last' || n % 10,
          'p' || n || '@acme.test', 'p' || n || '@acme.test', 'last' || n % 10 || ' first',
          case n % 4 when 0 then 'MANAGER' else 'USER' end,
          ('00000000-0000-7000-8000-00000000000' || n % 3)::uuid, '{VOICE}',
          case n % 6 when 0 then 'MEETINGS' else 'TALK' end, now() - (n % 5) * interval '1 day', 1
        from generate_series(1, 12) n returning 1
        """,
        company);
    run(
        """
        insert into license_view (company_id, license_id, office_id, type, state, user_id, version)
        select company_id, gen_random_uuid(), office_id, type, 'ASSIGNED', user_id, 1
        from member, unnest(array['TALK', 'TALK', 'MEETINGS']) type
        where company_id = ? and not founder and (type = 'TALK' or email = 'u7@acme.test') returning 1
        """,
        company);
    run(
        """
        insert into search_word (company_id, word, subject_id)
        select s.company_id, word, s.id
        from (
          select company_id, user_id as id, first_name, last_name, email from member where not founder
          union all
          select company_id, invitation_id, first_name, last_name, email from pending_view) s,
          unnest(array[lower(first_name), lower(last_name), email, 'acme']) word
        where s.company_id = ? returning 1
        """,
        company);
    return world;
  }

  private static void run(String sql, Object... arguments) {
    ServiceDatabase.value(sql, arguments);
  }

  @Test
  @DisplayName("API methods, media types, headers and encodings are the same for every operation")
  void httpSurface() {
    assertThat(HttpSurface.deviations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "; true; true",
        "tab=active; true; false",
        "role=USER; role = 'USER'; role = 'USER'",
        "role=MANAGER&tab=active; role = 'MANAGER'; false",
        "officeId=OFFICE1; office_id = 'OFFICE1'; office_id = 'OFFICE1'",
        "officeId=OFFICE2&role=USER; office_id = 'OFFICE2' and role = 'USER';"
            + " office_id = 'OFFICE2' and role = 'USER'",
        "permission=users.manage; role in ('COMPANY_ADMIN', 'OFFICE_ADMIN'); false",
        "permission=keywords&officeId=OFFICE1; office_id = 'OFFICE1' and role <> 'USER';"
            + " office_id = 'OFFICE1' and role <> 'USER'",
        "permission=analytics.charts; role in ('COMPANY_ADMIN', 'OFFICE_ADMIN')"
            + " or 'ANALYTICS_CHARTS' = any(granted); false",
        "permission=analytics.charts&role=USER; role = 'USER' and 'ANALYTICS_CHARTS' = any(granted);"
            + " false",
        "permission=analytics.charts&officeId=OFFICE1; office_id = 'OFFICE1' and"
            + " (role in ('COMPANY_ADMIN', 'OFFICE_ADMIN') or 'ANALYTICS_CHARTS' = any(granted));"
            + " false",
        "licenseType=TALK; not founder; license_type = 'TALK'",
        "licenseType=MEETINGS; email = 'u7@acme.test'; license_type = 'MEETINGS'",
        "q=acme; true; true",
        "q=last3 acme; last_name = 'Last3'; last_name = 'Last3'",
        "q=u7@; email = 'u7@acme.test'; false",
        "q=first&role=MANAGER&officeId=OFFICE1; role = 'MANAGER' and office_id = 'OFFICE1';"
            + " role = 'MANAGER' and office_id = 'OFFICE1'",
        "q=first&permission=analytics.charts&licenseType=TALK; role = 'OFFICE_ADMIN'"
            + " or 'ANALYTICS_CHARTS' = any(granted); false",
      })
  @DisplayName("USR-3 pages of every combination follow each other, complete and in order")
  void complete(String query, String users, String pending) {
    var world = crowded();

    for (String sort : SORTS) {
      String narrowed = query == null ? "" : "&" + withOffices(query);
      assertThat(pages(world.token(), world, "?limit=9&sort=" + sort + narrowed))
          .as(sort)
          .containsExactlyElementsOf(expected(world, sort, users, pending));
    }
  }

  @Test
  @DisplayName("USR-3 an office admin's search is narrowed to the own offices, page by page")
  void ofOwnOffices() {
    var world = crowded();
    UUID own = UUID.fromString(OFFICE.formatted(1));
    var olga = IdentityWorld.joined(world, "Olga", "Office", "OFFICE_ADMIN", own);

    String token = olga.person().token();
    assertThat(pages(token, world, "?limit=9&role=USER"))
        .containsExactlyElementsOf(
            expected(world, "name", inFirst("role = 'USER'"), inFirst("role = 'USER'")));
    assertThat(pages(token, world, "?limit=9&tab=deleted"))
        .containsExactlyElementsOf(expected(world, "name", "DELETED", inFirst("true"), "false"));
    assertThat(pages(token, world, "?limit=9&role=USER&officeId=" + OFFICE.formatted(2))).isEmpty();
  }

  private static String inFirst(String condition) {
    return "office_id = '%s' and %s".formatted(OFFICE.formatted(1), condition);
  }

  private static String withOffices(String text) {
    return text.replaceAll("OFFICE(\\d)", OFFICE.formatted(9).replaceAll("9$", "\\$1"));
  }

  private static List<String> pages(String token, Founded world, String query) {
    var ids = new ArrayList<String>();
    String cursor = "";
    do {
      Response page = as(token).get(world.path("/users" + query + cursor));
      page.then().statusCode(200);
      ids.addAll(page.jsonPath().getList("items.id"));
      String next = page.path("nextCursor");
      cursor = next == null ? "" : "&cursor=" + next;
    } while (!cursor.isEmpty());
    return ids;
  }

  private static List<String> expected(Founded world, String sort, String users, String pending) {
    return expected(world, sort, "ACTIVE", withOffices(users), withOffices(pending));
  }

  private static List<String> expected(
      Founded world, String sort, String status, String users, String pending) {
    String by = sort.startsWith("-") ? sort.substring(1) : sort;
    String direction = sort.startsWith("-") ? "desc" : "asc";
    String key = by.equals("name") ? "sort_name" : "email_key";
    boolean byTime = by.equals("joinedAt");
    String found =
        """
        select string_agg(id::text, ' ' order by key %1$s, id %1$s) from (
          select user_id as id, %2$s as key from member
          where company_id = ? and status = '%3$s' and (%4$s)
          union all
          select invitation_id, %5$s from pending_view where company_id = ? and (%6$s)) found
        """
            .formatted(
                direction,
                byTime ? "joined_at" : key,
                status,
                users,
                byTime ? "created_at" : key,
                pending);
    return ServiceDatabase.value(found, world.company(), world.company())
        .map(ids -> Stream.of(ids.split(" ")))
        .orElse(Stream.empty())
        .toList();
  }

  @Test
  @DisplayName("USR-3 each permission that can be granted has its indexes")
  void indexesOfGrants() {
    var missing =
        Arrays.stream(Permission.values())
            .filter(Permission::grantable)
            .filter(permission -> indexesOf(permission) != 3)
            .toList();

    assertThat(missing).isEmpty();
  }

  @Test
  @DisplayName("USR-13 each product has its index of those who have it")
  void indexesOfProducts() {
    var missing =
        Arrays.stream(Product.values())
            .filter(product -> indexesWhere("%'" + product.name() + "'%ANY (products)%") != 1)
            .toList();

    assertThat(missing).isEmpty();
  }

  private static int indexesOf(Permission permission) {
    return indexesWhere("('" + permission.name() + "'%ANY (granted))");
  }

  private static int indexesWhere(String predicate) {
    return ServiceDatabase.value(
            """
            select count(*) from pg_index i
            where i.indrelid = 'member'::regclass and i.indisvalid
              and pg_get_expr(i.indpred, i.indrelid) like ?
            """,
            predicate)
        .map(Integer::parseInt)
        .orElse(0);
  }
}

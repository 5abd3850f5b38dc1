package dev.rollcall.identity.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.identity.Edition;
import dev.rollcall.identity.Grants;
import dev.rollcall.identity.Permission;
import dev.rollcall.identity.Reach;
import dev.rollcall.identity.Role;
import dev.rollcall.identity.User;
import dev.rollcall.platform.storage.Statement;
import dev.rollcall.platform.text.EmailAddress;
import dev.rollcall.platform.text.SearchText;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Users, inside a company transaction. Each write also keeps the row of the access check and the
 * search words in step.
 */
@ApplicationScoped
public class Users implements PanacheRepositoryBase<UserRow, UserRow.Key> {

  private static final List<Role> ROLES_OF_EDITIONS =
      Stream.of(Role.values()).filter(role -> Grants.dependOnEdition(role, Set.of())).toList();

  private static final List<Permission> GRANTS_OF_EDITIONS =
      Stream.of(Permission.values())
          .filter(permission -> permission.dependsOnEdition() && permission.grantable())
          .toList();

  private static final int MOST_WALKED = 5_000;

  /**
   * Some of the users that depend on the company's edition.
   *
   * @param next the id after which the next of them may be; empty where there are no more
   */
  public record Depending(List<User> users, Optional<UUID> next) {}

  private final ObjectMapper json;
  private final SearchWords words;

  Users(ObjectMapper json, SearchWords words) {
    this.json = json;
    this.words = words;
  }

  /** The user, deleted or not. */
  public Uni<Optional<User>> find(UUID company, UUID userId) {
    return findById(new UserRow.Key(company, userId))
        .map(row -> Optional.ofNullable(row).map(UserRow::toUser));
  }

  /**
   * Active company admins besides that user (USR-7), under the company's lock: 1 stands for as many
   * as there are, since only the last one matters.
   */
  public Uni<Long> otherActiveAdmins(UUID company, UUID userId) {
    return Statement.of(
            """
            select count(*) from (
              select 1 from member
              where company_id = :company and status = 'ACTIVE' and role = 'COMPANY_ADMIN'
                and user_id <> :user
              limit 1) as another
            """)
        .set("company", company)
        .set("user", userId)
        .rows(Long.class)
        .map(List::getFirst);
  }

  /**
   * The next active users whose role or explicit grants the edition may have a say in, by id. They
   * are few, so a bounded number of users is looked at.
   *
   * @param after only users with a greater id
   */
  public Uni<Depending> dependingOnEdition(UUID company, UUID after, int atMost) {
    return Statement.of(
            """
            with walked as materialized (
              select user_id, role, granted, status from member
              where company_id = :company and user_id > :after order by user_id limit :walked)
            (select user_id, true as depends from walked
             where status = 'ACTIVE'
               and (role = any(cast(:roles as text[])) or granted && cast(:granted as text[]))
             order by user_id limit :most)
            union all
            (select user_id, false from walked order by user_id offset :walked - 1 limit 1)
            """)
        .set("company", company)
        .set("after", after)
        .set("walked", MOST_WALKED)
        .set("roles", Arrays.names(ROLES_OF_EDITIONS))
        .set("granted", Arrays.names(GRANTS_OF_EDITIONS))
        .set("most", atMost)
        .rows(Object[].class)
        .chain(rows -> depending(company, rows, atMost));
  }

  private Uni<Depending> depending(UUID company, List<Object[]> rows, int atMost) {
    List<UUID> ids =
        rows.stream().filter(row -> (Boolean) row[1]).map(row -> (UUID) row[0]).toList();
    Optional<UUID> walkedTo =
        rows.stream().filter(row -> !(Boolean) row[1]).map(row -> (UUID) row[0]).findFirst();
    Optional<UUID> next = ids.size() == atMost ? Optional.of(ids.getLast()) : walkedTo;
    return list("companyId = ?1 and userId in ?2 order by userId", company, ids)
        .map(found -> new Depending(found.stream().map(UserRow::toUser).toList(), next));
  }

  /** Whether the person, or the address, is an active member already (INV-11). */
  public Uni<Boolean> isMember(UUID company, UUID personId, String email) {
    return count(
            "companyId = ?1 and status = ?2 and (personId = ?3 or emailKey = ?4)",
            company,
            User.Status.ACTIVE,
            personId,
            EmailAddress.keyOf(email))
        .map(found -> found > 0);
  }

  /** Writes a user that was not there before. */
  public Uni<Void> add(User user, Edition edition) {
    return persistAndFlush(UserRow.of(user))
        .chain(row -> keepMembership(user, edition))
        .chain(() -> words.replace(user.companyId(), user.id(), wordsOf(user)))
        .chain(() -> forgetPendingWords(user));
  }

  /** Writes the changed user. */
  public Uni<Void> store(User user, Edition edition) {
    return findById(new UserRow.Key(user.companyId(), user.id()))
        .invoke(row -> row.take(user))
        .chain(this::flush)
        .chain(() -> keepMembership(user, edition))
        .chain(() -> words.replace(user.companyId(), user.id(), wordsOf(user)));
  }

  private Uni<Void> forgetPendingWords(User user) {
    return user.invitationId() == null
        ? Uni.createFrom().voidItem()
        : words.replace(user.companyId(), user.invitationId(), List.of());
  }

  private static List<String> wordsOf(User user) {
    User.Profile profile = user.profile();
    return SearchText.wordsOf(
        profile.firstName(),
        profile.lastName(),
        profile.email(),
        EmailAddress.keyOf(profile.email()));
  }

  /** A person who joins again after a deletion has a new user; theirs is the newer row. */
  private Uni<Void> keepMembership(User user, Edition edition) {
    return Statement.of(
            """
            insert into membership as m
              (company_id, person_id, user_id, role, office_id, admin_office_ids, grants, active, version)
            values
              (:company, :person, :user, :role, :office, cast(:offices as uuid[]),
               cast(cast(:grants as text) as jsonb), :active, :version)
            on conflict on constraint membership_pk do update
              set user_id = excluded.user_id, role = excluded.role, office_id = excluded.office_id,
                  admin_office_ids = excluded.admin_office_ids, grants = excluded.grants,
                  active = excluded.active, version = excluded.version
              where m.user_id = excluded.user_id or excluded.active
            """)
        .set("company", user.companyId())
        .set("person", user.personId())
        .set("user", user.id())
        .set("role", user.position().role().name())
        .set("office", user.position().officeId())
        .set("offices", user.position().adminOfficeIds().toArray(UUID[]::new))
        .set("grants", grantsJson(user.grants(edition)))
        .set("active", user.isActive())
        .set("version", user.version())
        .changes()
        .replaceWithVoid();
  }

  private String grantsJson(Map<Permission, Reach> grants) {
    var byName = new HashMap<String, Reach>();
    grants.forEach((permission, reach) -> byName.put(permission.wireName(), reach));
    try {
      return json.writeValueAsString(byName);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

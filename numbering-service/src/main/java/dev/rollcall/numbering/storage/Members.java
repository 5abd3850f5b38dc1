package dev.rollcall.numbering.storage;

import dev.rollcall.numbering.Member;
import dev.rollcall.platform.storage.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** The view of users, inside a company transaction. */
@ApplicationScoped
public class Members {

  private static final String MEMBER =
      "select office_id, active from user_view where company_id = :company and user_id = :user";

  /**
   * Takes over a user's state unless a newer one is known; whether it was newer.
   *
   * @param firstName null where the state was learnt without the name
   */
  public Uni<Boolean> adopt(
      UUID company, Member member, Optional<String> firstName, Optional<String> lastName, long v) {
    return Statement.of(
            """
            insert into user_view as v
              (company_id, user_id, first_name, last_name, office_id, active, version)
            values (:company, :user, nullif(:firstName, ''), nullif(:lastName, ''), :office,
              :active, :version)
            on conflict on constraint user_view_pk do update
              set first_name = coalesce(excluded.first_name, v.first_name),
                last_name = coalesce(excluded.last_name, v.last_name),
                office_id = excluded.office_id, active = excluded.active,
                version = excluded.version
              where v.version < excluded.version
                or (v.version = excluded.version and v.first_name is null)
            """)
        .set("company", company)
        .set("user", member.userId())
        .set("firstName", firstName.orElse(""))
        .set("lastName", lastName.orElse(""))
        .set("office", member.officeId())
        .set("active", member.active())
        .set("version", v)
        .changed();
  }

  /**
   * Notes that the user's numbers are brought in line with that state; false where they were, with
   * it or a newer one. Kept beside the view, which may be read anew from the topic.
   */
  public Uni<Boolean> settle(UUID company, UUID userId, long version) {
    return Statement.of(
            """
            insert into user_settled as s (company_id, user_id, version)
            values (:company, :user, :version)
            on conflict on constraint user_settled_pk do update set version = excluded.version
              where s.version < excluded.version
            """)
        .set("company", company)
        .set("user", userId)
        .set("version", version)
        .changed();
  }

  /** The user as known now. */
  public Uni<Optional<Member>> get(UUID company, UUID userId) {
    return read(MEMBER, company, userId);
  }

  /** The user, share-locked, so that a deletion waits until this transaction has ended. */
  public Uni<Optional<Member>> lock(UUID company, UUID userId) {
    return read(MEMBER + " for share", company, userId);
  }

  private static Uni<Optional<Member>> read(String sql, UUID company, UUID userId) {
    return Statement.of(sql)
        .set("company", company)
        .set("user", userId)
        .rows(Object[].class)
        .map(
            rows ->
                rows.stream()
                    .findFirst()
                    .map(row -> new Member(userId, (UUID) row[0], (Boolean) row[1])));
  }
}

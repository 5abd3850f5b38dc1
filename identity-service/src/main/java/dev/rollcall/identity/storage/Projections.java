package dev.rollcall.identity.storage;

import dev.rollcall.platform.storage.Statement;
import dev.rollcall.platform.text.EmailAddress;
import dev.rollcall.platform.text.SearchText;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The views of what other services own, inside a company transaction. Each keeps the newest state:
 * a version that is not newer changes nothing (EVENTS.md, State topics).
 */
@ApplicationScoped
public class Projections {

  private static final Set<String> LIVE = Set.of("PENDING", "ACCEPTING", "ACCEPTED");

  /** A license: which office it is in, and who has it. */
  public record LicenseLine(
      UUID licenseId,
      UUID officeId,
      String type,
      String state,
      @Nullable UUID userId,
      long version) {}

  /** A number: which office it is in, and who has it. */
  public record NumberLine(
      String e164, @Nullable UUID officeId, String state, @Nullable UUID userId, long version) {}

  /** Somebody who has not yet joined. */
  public record PendingLine(
      UUID invitationId,
      String status,
      String firstName,
      String lastName,
      String email,
      @Nullable String phone,
      @Nullable String jobTitle,
      String role,
      UUID officeId,
      List<String> products,
      @Nullable String licenseType,
      Instant createdAt,
      long version) {}

  private final SearchWords words;

  Projections(SearchWords words) {
    this.words = words;
  }

  public Uni<Void> license(UUID company, LicenseLine line) {
    return Statement.of(
            """
            insert into license_view as v
              (company_id, license_id, office_id, type, state, user_id, version)
            values (:company, :license, :office, :type, :state, :user, :version)
            on conflict on constraint license_view_pk do update
              set office_id = excluded.office_id, type = excluded.type, state = excluded.state,
                  user_id = excluded.user_id, version = excluded.version
              where v.version < excluded.version
            """)
        .set("company", company)
        .set("license", line.licenseId)
        .set("office", line.officeId)
        .set("type", line.type)
        .set("state", line.state)
        .set("user", line.userId)
        .set("version", line.version)
        .changes()
        .replaceWithVoid();
  }

  public Uni<Void> number(UUID company, NumberLine line) {
    return Statement.of(
            """
            insert into number_view as v
              (company_id, e164, office_id, state, user_id, version)
            values (:company, :e164, :office, :state, :user, :version)
            on conflict on constraint number_view_pk do update
              set office_id = excluded.office_id, state = excluded.state,
                  user_id = excluded.user_id, version = excluded.version
              where v.version < excluded.version
            """)
        .set("company", company)
        .set("e164", line.e164)
        .set("office", line.officeId)
        .set("state", line.state)
        .set("user", line.userId)
        .set("version", line.version)
        .changes()
        .replaceWithVoid();
  }

  public Uni<Void> invitation(UUID company, PendingLine line) {
    return upsert(company, line)
        .chain(
            changed ->
                changed > 0
                    ? words.replace(company, line.invitationId, wordsOf(line))
                    : Uni.createFrom().voidItem());
  }

  private static List<String> wordsOf(PendingLine line) {
    return LIVE.contains(line.status)
        ? SearchText.wordsOf(
            line.firstName, line.lastName, line.email, EmailAddress.keyOf(line.email))
        : List.of();
  }

  private static Uni<Integer> upsert(UUID company, PendingLine line) {
    return Statement.of(
            """
            insert into pending_view as v
              (company_id, invitation_id, status, first_name, last_name, email, email_key, sort_name,
               phone, job_title, role, office_id, products, license_type, created_at, version)
            values
              (:company, :invitation, :status, :first, :last, :email, :emailKey, :sortName,
               :phone, :jobTitle, :role, :office, cast(:products as text[]), :licenseType, :created,
               :version)
            on conflict on constraint pending_view_pk do update
              set status = excluded.status, first_name = excluded.first_name,
                  last_name = excluded.last_name, email = excluded.email,
                  email_key = excluded.email_key, sort_name = excluded.sort_name,
                  phone = excluded.phone, job_title = excluded.job_title, role = excluded.role,
                  office_id = excluded.office_id, products = excluded.products,
                  license_type = excluded.license_type, created_at = excluded.created_at,
                  version = excluded.version
              where v.version < excluded.version
            """)
        .set("company", company)
        .set("invitation", line.invitationId)
        .set("status", line.status)
        .set("first", line.firstName)
        .set("last", line.lastName)
        .set("email", line.email)
        .set("emailKey", EmailAddress.keyOf(line.email))
        .set("sortName", SearchText.fold(line.lastName + " " + line.firstName))
        .set("phone", line.phone)
        .set("jobTitle", line.jobTitle)
        .set("role", line.role)
        .set("office", line.officeId)
        .set("products", line.products.toArray(String[]::new))
        .set("licenseType", line.licenseType)
        .set("created", line.createdAt)
        .set("version", line.version)
        .changes();
  }
}

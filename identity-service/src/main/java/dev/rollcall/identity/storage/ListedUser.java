package dev.rollcall.identity.storage;

import dev.rollcall.identity.Permission;
import dev.rollcall.identity.Product;
import dev.rollcall.identity.Role;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of the user list: a user, or somebody who has not yet joined.
 *
 * @param id of the user, or of the invitation
 * @param status PENDING, ACTIVE or DELETED
 * @param sortKey what the list was sorted by, as text
 */
public record ListedUser(
    UUID id,
    @Nullable UUID personId,
    String status,
    String firstName,
    String lastName,
    String email,
    @Nullable String phone,
    @Nullable String jobTitle,
    Role role,
    UUID officeId,
    List<UUID> adminOfficeIds,
    List<String> products,
    Set<Permission> granted,
    List<String> numbers,
    List<String> licenseTypes,
    Instant createdAt,
    @Nullable Instant joinedAt,
    @Nullable Instant deletedAt,
    @Nullable Instant restorableUntil,
    Instant updatedAt,
    long version,
    String sortKey) {

  /** The columns that {@link #read} reads, for a user. */
  static final String MEMBER =
      """
      m.user_id as id, m.person_id, m.status, m.first_name, m.last_name, m.email, m.phone,
      m.job_title, m.role, m.office_id, m.admin_office_ids, m.products, m.granted,
      array(select n.e164 from number_view n
            where n.company_id = m.company_id and n.user_id = m.user_id order by 1) as numbers,
      array(select distinct l.type from license_view l
            where l.company_id = m.company_id and l.user_id = m.user_id order by 1) as license_types,
      m.joined_at as created_at, m.joined_at, m.deleted_at, m.restorable_until, m.updated_at,
      m.version
      """;

  /** The same for somebody who has not yet joined. */
  static final String PENDING =
      """
      p.invitation_id as id, null::uuid as person_id, 'PENDING' as status, p.first_name,
      p.last_name, p.email, p.phone, p.job_title, p.role, p.office_id,
      case when p.role = 'OFFICE_ADMIN' then array[p.office_id] else '{}'::uuid[] end
        as admin_office_ids,
      p.products, '{}'::text[] as granted, '{}'::text[] as numbers,
      case when p.license_type is null then '{}'::text[] else array[p.license_type] end
        as license_types,
      p.created_at, null::timestamptz as joined_at, null::timestamptz as deleted_at,
      null::timestamptz as restorable_until, p.created_at as updated_at, p.version
      """;

  static ListedUser read(Row row) {
    return new ListedUser(
        row.getUUID("id"),
        row.getUUID("person_id"),
        row.getString("status"),
        row.getString("first_name"),
        row.getString("last_name"),
        row.getString("email"),
        row.getString("phone"),
        row.getString("job_title"),
        Role.valueOf(row.getString("role")),
        row.getUUID("office_id"),
        List.of(row.getArrayOfUUIDs("admin_office_ids")),
        Arrays.constants(row.getArrayOfStrings("products"), Product.class).stream()
            .map(Enum::name)
            .sorted()
            .toList(),
        Arrays.constants(row.getArrayOfStrings("granted"), Permission.class),
        List.of(row.getArrayOfStrings("numbers")),
        List.of(row.getArrayOfStrings("license_types")),
        row.getOffsetDateTime("created_at").toInstant(),
        instant(row, "joined_at"),
        instant(row, "deleted_at"),
        instant(row, "restorable_until"),
        row.getOffsetDateTime("updated_at").toInstant(),
        row.getLong("version"),
        String.valueOf(row.getValue("sort_key")));
  }

  private static @Nullable Instant instant(Row row, String column) {
    OffsetDateTime value = row.getOffsetDateTime(column);
    return value == null ? null : value.toInstant();
  }
}

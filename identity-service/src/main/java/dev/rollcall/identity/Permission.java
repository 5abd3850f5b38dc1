package dev.rollcall.identity;

import static dev.rollcall.identity.Cell.ALL;
import static dev.rollcall.identity.Cell.GRANT_ALL;
import static dev.rollcall.identity.Cell.GRANT_OFFICES;
import static dev.rollcall.identity.Cell.NEVER;
import static dev.rollcall.identity.Cell.OFFICES;
import static dev.rollcall.identity.Cell.OWN;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The permission catalogue (USR-1), one row per permission: its name on the wire, what it is, and a
 * column per role. The columns are COMPANY_ADMIN, OFFICE_ADMIN, MANAGER, USER.
 */
public enum Permission {
  // spotless:off
  COMPANY_MANAGE("company.manage",                 ALL,  NEVER,         NEVER,     NEVER),
  COMPANY_BILLING_EMAIL("company.billing-email",   ALL,  NEVER,         NEVER,     NEVER),
  OFFICES_MANAGE("offices.manage",                 ALL,  NEVER,         NEVER,     NEVER),
  BILLING_READ("billing.read",                     ALL,  OFFICES,       NEVER,     NEVER),
  BILLING_MANAGE("billing.manage",                 ALL,  NEVER,         NEVER,     NEVER),
  /** Every field of a user. */
  USERS_READ("users.read",                         ALL,  OFFICES,       NEVER,     NEVER),
  /** The directory fields of a user: name, e-mail, job title, office, numbers. */
  USERS_DIRECTORY("users.directory",               ALL,  ALL,           ALL,       ALL),
  USERS_MANAGE("users.manage",                     ALL,  OFFICES,       NEVER,     NEVER),
  USERS_TRANSFER("users.transfer",                 ALL,  NEVER,         NEVER,     NEVER, Editions.LARGER),
  LICENSES_TRANSFER("licenses.transfer",           ALL,  NEVER,         NEVER,     NEVER, Editions.LARGER),
  INVITATIONS_READ("invitations.read",             ALL,  OFFICES,       OWN,       NEVER),
  /** A manager's is narrowed by the company's invitation policy (INV-2). */
  INVITATIONS_CREATE("invitations.create",         ALL,  OFFICES,       ALL,       NEVER),
  INVITATIONS_RESEND("invitations.resend",         ALL,  OFFICES,       NEVER,     NEVER),
  INVITATIONS_REVOKE("invitations.revoke",         ALL,  OFFICES,       NEVER,     NEVER),
  INVITATIONS_COPY_LINK("invitations.copy-link",   ALL,  OFFICES,       NEVER,     NEVER),
  NUMBERS_READ("numbers.read",                     ALL,  OFFICES,       ALL,       OWN),
  /** Lines, bridges and port-ins included. */
  NUMBERS_MANAGE("numbers.manage",                 ALL,  OFFICES,       NEVER,     NEVER),
  NUMBERS_SETTINGS("numbers.settings",             ALL,  OFFICES,       OWN,       OWN),
  INTEGRATIONS_MANAGE("integrations.manage",       ALL,  ALL,           ALL,       NEVER),
  APPOINTMENT_TYPES_MANAGE("appointment-types.manage", ALL, ALL,        ALL,       NEVER),
  API_KEYS_READ("api-keys.read",                   ALL,  NEVER,         NEVER,     NEVER),
  INBOX("inbox",                                   ALL,  ALL,           ALL,       ALL),
  CONTACTS("contacts",                             ALL,  ALL,           ALL,       ALL),
  CAMPAIGNS("campaigns",                           ALL,  ALL,           ALL,       ALL),
  KEYWORDS("keywords",                             ALL,  ALL,           ALL,       NEVER),
  /** Charts only, never call history (USR-2). */
  ANALYTICS_CHARTS("analytics.charts",             ALL,  OFFICES,       GRANT_ALL, GRANT_ALL),
  CALLS_HISTORY_READ("calls.history.read",         ALL,  OFFICES,       NEVER,     NEVER),
  PROXY_ACCESS("proxy.access",                     ALL,  GRANT_OFFICES, GRANT_ALL, NEVER, Editions.LARGER),
  AUDIT_READ("audit.read",                         ALL,  OFFICES,       NEVER,     NEVER),
  ACCESS_REVIEWS_MANAGE("access-reviews.manage",   ALL,  NEVER,         NEVER,     NEVER),
  MESSAGES_PRIVATE_READ("messages.private.read",   OWN,  OWN,           OWN,       OWN);
  // spotless:on

  private static final Map<String, Permission> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Permission::wireName, Function.identity()));

  private final String wireName;
  private final Cell companyAdmin;
  private final Cell officeAdmin;
  private final Cell manager;
  private final Cell user;
  private final Editions editions;

  Permission(String wireName, Cell companyAdmin, Cell officeAdmin, Cell manager, Cell user) {
    this(wireName, companyAdmin, officeAdmin, manager, user, Editions.EVERY);
  }

  Permission(
      String wireName,
      Cell companyAdmin,
      Cell officeAdmin,
      Cell manager,
      Cell user,
      Editions editions) {
    this.wireName = wireName;
    this.companyAdmin = companyAdmin;
    this.officeAdmin = officeAdmin;
    this.manager = manager;
    this.user = user;
    this.editions = editions;
  }

  /** The permission of that name, e.g. {@code users.read}. */
  public static Optional<Permission> named(String wireName) {
    return Optional.ofNullable(BY_NAME.get(wireName));
  }

  /** The name that APIs and events use. */
  public String wireName() {
    return wireName;
  }

  /** Whether companies of that edition have it at all. */
  public boolean existsIn(Edition edition) {
    return editions == Editions.EVERY || edition != Edition.STANDARD;
  }

  /** How far the role alone holds it in a company of that edition. */
  public Optional<Reach> givenTo(Role role, Edition edition) {
    return existsIn(edition) ? cell(role).given() : Optional.empty();
  }

  /** How far an explicit grant to somebody of that role would reach. */
  public Optional<Reach> grantableTo(Role role, Edition edition) {
    return existsIn(edition) ? cell(role).granted() : Optional.empty();
  }

  /** Whether some editions have it and others don't. */
  public boolean dependsOnEdition() {
    return editions != Editions.EVERY;
  }

  /** Whether there is a permission that only one of the two editions has. */
  public static boolean anyDiffers(Edition one, Edition other) {
    return Arrays.stream(values())
        .anyMatch(permission -> permission.existsIn(one) != permission.existsIn(other));
  }

  /** Whether it is ever granted to single users; the others come with the role only. */
  public boolean grantable() {
    return Arrays.stream(Role.values()).anyMatch(role -> cell(role).granted().isPresent());
  }

  private Cell cell(Role role) {
    return switch (role) {
      case COMPANY_ADMIN -> companyAdmin;
      case OFFICE_ADMIN -> officeAdmin;
      case MANAGER -> manager;
      case USER -> user;
    };
  }

  /** Which editions have a permission at all. */
  private enum Editions {
    EVERY,
    /** ADVANCED and PREMIUM. */
    LARGER
  }
}

package dev.rollcall.identity.users;

import dev.rollcall.identity.Edition;
import dev.rollcall.identity.Permission;
import dev.rollcall.identity.Role;
import dev.rollcall.identity.storage.UserQuery;
import dev.rollcall.identity.storage.UserQuery.Part;
import dev.rollcall.identity.storage.UserQuery.PermissionFilter;
import dev.rollcall.identity.storage.UserQuery.Sort;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.outcome.Violation;
import dev.rollcall.platform.text.SearchText;
import dev.rollcall.platform.text.Unicode;
import dev.rollcall.platform.web.access.Caller;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The query of the user list as it is sent (USR-3).
 *
 * @param tab current (active and pending, the default), active, pending or deleted
 * @param q free text; each of its words begins a word of the name or the e-mail
 * @param sort name (the default), email or joinedAt; with a minus before it the other way round
 */
public record UserListRequest(
    @Parameter(description = "current (default), active, pending or deleted") @QueryParam("tab")
        @Nullable String tab,
    @Parameter(
            description = "free text over name and e-mail",
            example = "bob",
            schema = @Schema(maxLength = SearchText.MAX_LENGTH))
        @QueryParam("q")
        @Nullable String q,
    @QueryParam("role") @Nullable String role,
    @QueryParam("permission") @Nullable String permission,
    @QueryParam("licenseType") @Nullable String licenseType,
    @QueryParam("officeId") @Nullable UUID officeId,
    @Parameter(description = "name (default), email, joinedAt; -name, -email, -joinedAt")
        @QueryParam("sort")
        @Nullable String sort) {

  private static final Map<String, Set<Part>> TABS =
      Map.of(
          "current", EnumSet.of(Part.ACTIVE, Part.PENDING),
          "active", EnumSet.of(Part.ACTIVE),
          "pending", EnumSet.of(Part.PENDING),
          "deleted", EnumSet.of(Part.DELETED));

  private static final Map<String, Sort.By> SORTS =
      Map.of("name", Sort.By.NAME, "email", Sort.By.EMAIL, "joinedAt", Sort.By.JOINED);

  /**
   * What is to be read for that caller. Who sees the directory only gets the active users, and may
   * neither search nor sort by what the directory does not show (403): an order tells as much as a
   * field. An office admin's list by such a field, and the people who are not in the directory, are
   * narrowed to the own offices.
   */
  Outcome<UserQuery> query(Caller caller, Edition edition) {
    var violations = new ArrayList<Violation>();
    Set<Part> parts = parts(violations);
    Sort order = sort(violations);
    var query =
        new UserQuery(
            parts,
            terms(violations),
            constant(violations, "role", role, Role.class),
            permission(violations, edition),
            Optional.ofNullable(licenseType),
            Optional.ofNullable(officeId),
            caller.officesOf(Viewing.READ),
            asksByHiddenField(order),
            order);
    return violations.isEmpty()
        ? visible(caller, query)
        : Outcome.refused(Refusal.invalid(violations));
  }

  private boolean asksByHiddenField(Sort order) {
    return role != null
        || permission != null
        || licenseType != null
        || order.by() == Sort.By.JOINED;
  }

  private Outcome<UserQuery> visible(Caller caller, UserQuery query) {
    if (caller.scope(Viewing.READ).isPresent()) {
      return Outcome.done(query);
    }
    if (asksByHiddenField(query.sort()) || !query.parts().contains(Part.ACTIVE)) {
      return Outcome.refused(Refusal.forbidden("You see the directory of active users only."));
    }
    return Outcome.done(
        new UserQuery(
            EnumSet.of(Part.ACTIVE),
            query.terms(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            query.officeId(),
            Optional.empty(),
            false,
            query.sort()));
  }

  private Set<Part> parts(List<Violation> violations) {
    String name = tab == null ? "current" : tab;
    Set<Part> parts = TABS.get(name);
    if (parts == null) {
      violations.add(violation("tab", "Must be current, active, pending or deleted."));
      return Set.of();
    }
    return parts;
  }

  private List<String> terms(List<Violation> violations) {
    if (q == null) {
      return List.of();
    }
    if (Unicode.length(q) > SearchText.MAX_LENGTH) {
      violations.add(
          violation("q", "Must have at most %d characters.".formatted(SearchText.MAX_LENGTH)));
    }
    return SearchText.termsOf(q);
  }

  private Optional<PermissionFilter> permission(List<Violation> violations, Edition edition) {
    if (permission == null) {
      return Optional.empty();
    }
    Optional<Permission> known = Permission.named(permission);
    if (known.isEmpty()) {
      violations.add(violation("permission", "There is no such permission."));
    }
    return known.map(wanted -> filter(wanted, edition));
  }

  private static PermissionFilter filter(Permission wanted, Edition edition) {
    return new PermissionFilter(
        roles(role -> wanted.givenTo(role, edition).isPresent()),
        roles(role -> wanted.grantableTo(role, edition).isPresent()),
        wanted.name());
  }

  private static Set<Role> roles(Predicate<Role> wanted) {
    return Arrays.stream(Role.values()).filter(wanted).collect(Collectors.toUnmodifiableSet());
  }

  private Sort sort(List<Violation> violations) {
    String name = sort == null ? "name" : sort;
    boolean descending = name.startsWith("-");
    Sort.By by = SORTS.get(descending ? name.substring(1) : name);
    if (by == null) {
      violations.add(violation("sort", "Must be name, email or joinedAt, or one with a minus."));
      return new Sort(Sort.By.NAME, false);
    }
    return new Sort(by, descending);
  }

  private static <E extends Enum<E>> Optional<E> constant(
      List<Violation> violations, String name, @Nullable String value, Class<E> type) {
    if (value == null) {
      return Optional.empty();
    }
    Optional<E> known =
        EnumSet.allOf(type).stream().filter(constant -> constant.name().equals(value)).findFirst();
    if (known.isEmpty()) {
      violations.add(violation(name, "Must be one of %s.".formatted(EnumSet.allOf(type))));
    }
    return known;
  }

  private static Violation violation(String parameter, String message) {
    return new Violation("/?" + parameter, message);
  }
}

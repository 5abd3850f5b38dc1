package dev.rollcall.identity.users;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.rollcall.identity.Edition;
import dev.rollcall.identity.storage.CompanyFacts;
import dev.rollcall.identity.storage.ListedUser;
import dev.rollcall.identity.storage.UserList;
import dev.rollcall.identity.storage.UserQuery;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.reactive.Outcomes;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.paging.Found;
import dev.rollcall.platform.web.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Reads users as the caller may see them (USR-1, USR-3). */
@ApplicationScoped
public class ReadUsers {

  /**
   * A user as the caller sees them; clients get the view only.
   *
   * @param line what was read; its sort key and version
   */
  public record Seen(@JsonValue UserView view, ListedUser line) {}

  private final UserList users;
  private final CompanyFacts companies;

  ReadUsers(UserList users, CompanyFacts companies) {
    this.users = users;
    this.companies = companies;
  }

  /** A page of the list. */
  Uni<Outcome<Found<Seen>>> page(Caller caller, UserListRequest request, PageRequest page) {
    return companies
        .edition(caller.company())
        .chain(edition -> page(caller, request.query(caller, edition), page, edition));
  }

  private Uni<Outcome<Found<Seen>>> page(
      Caller caller, Outcome<UserQuery> query, PageRequest page, Edition edition) {
    return Outcomes.chain(
        query,
        wanted ->
            users
                .page(caller.company(), wanted, page)
                .map(found -> Outcome.done(seen(caller, found, edition))));
  }

  private static Found<Seen> seen(Caller caller, Found<ListedUser> found, Edition edition) {
    return new Found<>(
        found.items().stream().flatMap(line -> see(caller, line, edition).stream()).toList(),
        found.reached());
  }

  private static Optional<Seen> see(Caller caller, ListedUser line, Edition edition) {
    return Viewing.of(caller, line, edition).map(view -> new Seen(view, line));
  }

  /** One user, deleted ones too; 404 for who the caller may not see. */
  Uni<Outcome<Seen>> one(Caller caller, UUID userId) {
    return companies.edition(caller.company()).chain(edition -> one(caller, userId, edition));
  }

  private Uni<Outcome<Seen>> one(Caller caller, UUID userId, Edition edition) {
    return users
        .one(caller.company(), userId)
        .map(found -> found.flatMap(line -> see(caller, line, edition)))
        .map(seen -> seen.map(Outcome::done).orElseGet(() -> Outcome.refused(Refusal.notFound())));
  }
}

package dev.rollcall.platform.web.access;

import dev.rollcall.platform.text.EmailAddress;
import dev.rollcall.platform.web.json.Scalars;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The person that the bearer token names, for calls that name no company. */
@RequestScoped
public class CurrentPerson {

  /**
   * A signed-in person.
   *
   * @param id the Keycloak user id ({@code sub})
   * @param email the e-mail claim as people see it, whichever form of its domain the realm keeps
   *     (INV-11); empty where the realm has none
   * @param emailVerified whether Keycloak has proof of the mailbox
   */
  public record Person(
      UUID id, String email, boolean emailVerified, String firstName, String lastName) {}

  private final SecurityIdentity identity;

  CurrentPerson(SecurityIdentity identity) {
    this.identity = identity;
  }

  /** The person, or empty when nobody is signed in or a service is. */
  public Optional<Person> find() {
    return identity.getPrincipal() instanceof JsonWebToken token
            && !identity.hasRole(AccessFilter.SERVICE_ROLE)
        ? Optional.ofNullable(token.getSubject())
            .flatMap(Scalars::uuid)
            .map(id -> person(id, token))
        : Optional.empty();
  }

  private static Person person(UUID id, JsonWebToken token) {
    return new Person(
        id,
        EmailAddress.shown(text(token, "email")),
        Boolean.TRUE.equals(token.getClaim("email_verified")),
        text(token, "given_name"),
        text(token, "family_name"));
  }

  /**
   * The person of a method with {@link SignedIn}.
   *
   * @throws IllegalStateException when nobody is signed in, which the filter rules out
   */
  public Person get() {
    return find().orElseThrow(() -> new IllegalStateException("nobody is signed in"));
  }

  private static String text(JsonWebToken token, String claim) {
    Object value = token.getClaim(claim);
    return value == null ? "" : value.toString();
  }
}

package dev.rollcall.keycloak;

import dev.rollcall.platform.text.EmailAddress;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;
import org.keycloak.storage.UserStorageProvider;
import org.keycloak.storage.user.UserLookupProvider;

/**
 * Finds the account of an address whose domain is international in whichever form it is typed
 * (INV-11): {@code ann@bücher.test} and {@code ann@xn--bcher-kva.test} are one. Keycloak asks it
 * where no account has just what was typed, whatever it looks for: somebody who signs in, who has
 * forgotten the password, or an account that would be a second one of the same address.
 *
 * <p>It keeps no accounts of its own; what it finds are Keycloak's.
 */
final class AddressForms implements UserStorageProvider, UserLookupProvider {

  private final KeycloakSession session;
  private final UserProvider accounts;

  AddressForms(KeycloakSession session) {
    this.session = session;
    this.accounts = session.getProvider(UserProvider.class);
  }

  @Override
  public @Nullable UserModel getUserByUsername(RealmModel realm, String username) {
    return first(realm, username, form -> accounts.getUserByUsername(realm, form));
  }

  @Override
  public @Nullable UserModel getUserByEmail(RealmModel realm, String email) {
    return first(realm, email, form -> accounts.getUserByEmail(realm, form));
  }

  @Override
  public @Nullable UserModel getUserById(RealmModel realm, String id) {
    return null;
  }

  /**
   * Read once more by its id, through Keycloak's cache: that keeps what was typed only for an
   * account that it meets for the first time, and would go on finding it by an address that it no
   * longer has.
   */
  private @Nullable UserModel first(
      RealmModel realm, String typed, Function<String, @Nullable UserModel> search) {
    return otherForms(typed)
        .map(search)
        .filter(Objects::nonNull)
        .findFirst()
        .map(found -> session.users().getUserById(realm, found.getId()))
        .orElse(null);
  }

  private static Stream<String> otherForms(String typed) {
    return EmailAddress.read(typed).stream()
        .flatMap(address -> Stream.of(address.key(), address.unicodeKey()))
        .filter(form -> !form.equals(typed))
        .distinct();
  }

  @Override
  public void close() {}
}

package dev.rollcall.keycloak;

import java.util.List;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RealmModel.RealmPostCreateEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/**
 * Refuses a realm whose file names environment variables that aren't set. Keycloak would keep the
 * placeholder's own text, and a client secret that stands in a public file is no secret.
 *
 * <p>Listens inside the import's transaction: nothing of the realm stays, and the next start, with
 * the variables set, imports it.
 */
final class UnsetPlaceholders implements ProviderEventListener {

  private static final String PLACEHOLDER = "${";

  @Override
  public void onEvent(ProviderEvent event) {
    if (event instanceof RealmPostCreateEvent created) {
      refuse(created.getCreatedRealm());
    }
  }

  private static void refuse(RealmModel realm) {
    List<String> unset =
        realm.getClientsStream().flatMap(UnsetPlaceholders::settings).distinct().sorted().toList();
    if (!unset.isEmpty()) {
      throw new IllegalStateException(
          "Realm "
              + realm.getName()
              + " isn't imported: set the environment variables of "
              + String.join(", ", unset));
    }
  }

  private static Stream<String> settings(ClientModel client) {
    return Stream.concat(Stream.ofNullable(client.getSecret()), client.getRedirectUris().stream())
        .filter(setting -> setting.contains(PLACEHOLDER));
  }
}

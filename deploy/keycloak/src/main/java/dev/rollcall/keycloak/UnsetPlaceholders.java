package dev.rollcall.keycloak;

import java.util.List;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RealmModel.RealmPostCreateEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/**
 * Refuses a realm whose client secrets name environment variables that aren't set. Keycloak would
 * keep the placeholder's own text, and a secret that stands in a public file is none. (Unset
 * redirect URIs Keycloak refuses itself.)
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
        realm
            .getClientsStream()
            .map(ClientModel::getSecret)
            .filter(secret -> secret != null && secret.contains(PLACEHOLDER))
            .sorted()
            .toList();
    if (!unset.isEmpty()) {
      throw new IllegalStateException(
          "Realm "
              + realm.getName()
              + " isn't imported: set the environment variables of "
              + String.join(", ", unset));
    }
  }
}

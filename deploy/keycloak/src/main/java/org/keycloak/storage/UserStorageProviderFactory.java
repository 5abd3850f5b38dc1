package org.keycloak.storage;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.component.ComponentFactory;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * As {@link UserStorageProvider}: a signature to compile against, which stays out of the jar.
 *
 * @param <T> what it makes
 */
public interface UserStorageProviderFactory<T extends UserStorageProvider>
    extends ComponentFactory<T, UserStorageProvider> {

  @Override
  T create(KeycloakSession session, ComponentModel model);

  @Override
  default void init(Config.Scope config) {}

  @Override
  default void postInit(KeycloakSessionFactory factory) {}

  @Override
  default void close() {}

  @Override
  default String getHelpText() {
    return "";
  }

  @Override
  default List<ProviderConfigProperty> getConfigProperties() {
    return List.of();
  }
}

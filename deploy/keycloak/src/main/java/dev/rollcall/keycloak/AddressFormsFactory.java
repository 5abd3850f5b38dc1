package dev.rollcall.keycloak;

import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.storage.UserStorageProviderFactory;

/** Makes {@link AddressForms}; the realm names it among its user storages. */
public final class AddressFormsFactory implements UserStorageProviderFactory<AddressForms> {

  static final String ID = "rollcall-address-forms";

  @Override
  public AddressForms create(KeycloakSession session, ComponentModel model) {
    return new AddressForms(session);
  }

  @Override
  public String getId() {
    return ID;
  }
}

package dev.rollcall.keycloak;

import org.keycloak.models.KeycloakSession;
import org.keycloak.services.managers.BruteForceProtector;
import org.keycloak.services.managers.DefaultBruteForceProtectorFactory;

/** Puts {@link PatientBruteForceProtector} in front of Keycloak's own protector. */
public final class PatientBruteForceProtectorFactory extends DefaultBruteForceProtectorFactory {

  @Override
  public BruteForceProtector create(KeycloakSession session) {
    return new PatientBruteForceProtector(super.create(session));
  }

  @Override
  public String getId() {
    return "rollcall-patient";
  }

  /** Above Keycloak's own, which has 0. */
  @Override
  public int order() {
    return 1;
  }
}

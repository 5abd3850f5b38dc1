package dev.rollcall.keycloak;

import dev.rollcall.platform.test.SharedServers;

/** The one server of this module's tests, with this module's realm and extension in it. */
final class RealKeycloak {

  private static final Keycloak SERVER = new Keycloak(SharedServers.keycloak());

  private RealKeycloak() {}

  static Keycloak server() {
    return SERVER;
  }
}

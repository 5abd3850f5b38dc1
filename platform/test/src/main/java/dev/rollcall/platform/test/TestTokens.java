package dev.rollcall.platform.test;

/** Tokens as Keycloak would issue them. */
public final class TestTokens {

  private TestTokens() {}
}

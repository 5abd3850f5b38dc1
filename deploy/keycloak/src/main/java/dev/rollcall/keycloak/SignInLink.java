package dev.rollcall.keycloak;

/**
 * A link for the browser of the person who has just joined. It is a secret: whoever opens it first
 * is signed in.
 *
 * @param url on the frontend's host
 * @param expiresAt RFC 3339, UTC, whole seconds
 */
public record SignInLink(String url, String expiresAt) {}

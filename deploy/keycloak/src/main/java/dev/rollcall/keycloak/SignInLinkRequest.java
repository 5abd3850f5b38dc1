package dev.rollcall.keycloak;

import org.jspecify.annotations.Nullable;

/**
 * Asks for a sign-in link.
 *
 * @param userId Keycloak's id of the person, who was created less than 15 minutes ago
 * @param clientId the frontend's client
 * @param redirectUri absolute, and one that the client has registered
 * @param lifetimeSeconds 1–60; 60 when missing
 */
public record SignInLinkRequest(
    @Nullable String userId,
    @Nullable String clientId,
    @Nullable String redirectUri,
    @Nullable Integer lifetimeSeconds) {}

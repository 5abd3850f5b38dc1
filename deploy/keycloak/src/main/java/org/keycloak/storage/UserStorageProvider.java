package org.keycloak.storage;

import org.keycloak.provider.Provider;

/**
 * The signature of Keycloak's own interface of that name, to compile against: its artifact,
 * keycloak-model-storage, is not published everywhere. It stays out of the jar; the server brings
 * the real one.
 */
public interface UserStorageProvider extends Provider {}

/** Signatures of Keycloak's own, to compile against only. */
package org.keycloak.storage;

/** The one address that frontends see: routes read from the HTTPRoute manifests of the cluster. */
@NullMarked
package dev.rollcall.local.gateway;

import org.jspecify.annotations.NullMarked;

package dev.rollcall.platform.web.access;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/**
 * Answers whether a person is a member of a company. Identity reads its own tables; every other
 * service has a view of {@code rollcall.user.v1} and asks identity when the view may be behind.
 */
public interface MembershipSource {

  /**
   * The membership, active or not, or empty where there is none. Fails with {@code
   * RefusalException} (503) when nobody can tell.
   */
  Uni<Optional<Membership>> find(UUID personId, UUID companyId);
}

package dev.rollcall.platform.test;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A test of a whole service on real PostgreSQL and Kafka, and where asked on real Keycloak and a
 * real mail server. The servers are started once per JVM, or once per build ({@code
 * -Drollcall.servers=build}), on random ports of loopback, and shared by all test classes and
 * restarts of Quarkus; topics, databases and roles are there, and empty for each JVM. {@code
 * -Dinfra=containers} runs the same on Testcontainers.
 *
 * <p>Without {@link #keycloak} tokens come from {@link TestTokens}, and an issuer of the kit stands
 * where Keycloak would.
 *
 * <pre>{@code
 * @RollcallTest(service = "billing")
 * class LicensesTest {
 *   @Test
 *   @DisplayName("BIL-2 a new company has three licenses")
 *   void threeLicenses() { … }
 * }
 * }</pre>
 */
@Documented
@QuarkusTest
@WithTestResource(RollcallServers.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RollcallTest {

  /** The service's short name: identity, invitation, numbering or billing; also its database. */
  String service();

  /** Real Keycloak with the suite's realm, instead of the kit's issuer. */
  boolean keycloak() default false;

  /** A real mail server; {@link Mails} reads what it took. */
  boolean mail() default false;
}

package dev.rollcall.platform.web.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Only another service of the suite may call this: a client-credentials token with the realm role
 * {@code rollcall-service}, of one of the clients that are named. Under {@code /internal}, which
 * the gateway never routes.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ServiceOnly {

  /** The clients that may call, as the realm names them ({@code azp}); none means any service's. */
  String[] value() default {};
}

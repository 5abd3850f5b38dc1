package dev.rollcall.platform.web.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The resource method's path names a company ({@code {companyId}}) and the caller must be an active
 * member who holds at least one of these permissions, in any scope; the use case narrows by {@link
 * Caller#mayIn}. Not signed in → 401; not a member, or no such company → 404; without the
 * permission → 403.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RequiresPermission {

  /** Names of the permission catalogue (USR-1); an empty list asks for membership only. */
  String[] value();
}

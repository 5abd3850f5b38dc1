/**
 * Identity's domain: companies, offices, users, and what a role lets a user do. Decisions are pure
 * functions of values, instants and ids; nothing here knows of HTTP, SQL or Kafka.
 */
@NullMarked
package dev.rollcall.identity;

import org.jspecify.annotations.NullMarked;

/**
 * Real servers on loopback, started and stopped as one wishes: PostgreSQL, Kafka, Keycloak, Kafka
 * Connect with Debezium, a mail server. Used by the JUnit kit and by the local launcher, so nothing
 * here knows of a test framework.
 */
@NullMarked
package dev.rollcall.platform.test.server;

import org.jspecify.annotations.NullMarked;

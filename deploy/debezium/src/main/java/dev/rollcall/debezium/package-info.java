/** What the Debezium connector needs beside its own jars; runs in the Kafka Connect worker. */
@NullMarked
package dev.rollcall.debezium;

import org.jspecify.annotations.NullMarked;

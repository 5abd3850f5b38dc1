/** What is read before and after: CPU and memory of processes, PostgreSQL's counters. */
@NullMarked
package dev.rollcall.bench.measure;

import org.jspecify.annotations.NullMarked;

package dev.rollcall.bench.scenario;

/** Measures something of a running suite. */
public interface Scenario {

  /** What it is called at the command line and in reports. */
  String name();

  /** What it measures, in a line. */
  String about();

  /** Measures, and reports each figure as it has it. */
  void run(Bench bench);
}

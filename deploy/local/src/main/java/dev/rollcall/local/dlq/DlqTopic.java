package dev.rollcall.local.dlq;

/** The name of a dead-letter topic: {@code <topic>.<group>.dlq} (EVENTS.md, Topics). */
record DlqTopic(String name) {

  private static final String SUFFIX = ".dlq";

  DlqTopic {
    if (!isOne(name)) {
      throw new IllegalArgumentException(
          "'" + name + "' is no dead-letter topic: they end in .dlq; ./rollcall dlq list has them");
    }
  }

  static boolean isOne(String name) {
    return name.endsWith(SUFFIX) && name.length() > SUFFIX.length();
  }

  /** Where its group reads what is to be tried again. */
  String retries() {
    return name.substring(0, name.length() - SUFFIX.length()) + ".retry";
  }
}

package dev.rollcall.identity.storage;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sets of constants as PostgreSQL arrays of their names, and back. */
final class Arrays {

  private Arrays() {}

  static String[] names(Collection<? extends Enum<?>> constants) {
    return constants.stream().map(Enum::name).sorted().toArray(String[]::new);
  }

  /** Names that are no constant any more are left out. */
  static <E extends Enum<E>> Set<E> constants(String[] names, Class<E> type) {
    Set<String> wanted = Stream.of(names).collect(Collectors.toUnmodifiableSet());
    return EnumSet.allOf(type).stream()
        .filter(constant -> wanted.contains(constant.name()))
        .collect(Collectors.toUnmodifiableSet());
  }
}

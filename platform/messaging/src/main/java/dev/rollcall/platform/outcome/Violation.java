package dev.rollcall.platform.outcome;

/**
 * One invalid field of a request.
 *
 * @param pointer JSON Pointer (RFC 6901) into the request body, e.g. {@code /seat/source}; a query
 *     parameter is {@code /?name}
 * @param message what is wrong, in words that a person can act on
 */
public record Violation(String pointer, String message) {}

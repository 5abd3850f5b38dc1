/**
 * The join page as a person meets it: a real Chromium, from the mail to being signed in. Leave them
 * out with {@code -Dbrowser=none}; where none is installed, one is fetched.
 */
@NullMarked
package dev.rollcall.e2e.browser;

import org.jspecify.annotations.NullMarked;

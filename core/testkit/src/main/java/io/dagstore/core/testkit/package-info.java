/**
 * For tests only. Each SPI has a contract here, an abstract test class that every implementation's
 * test extends; beside them stand fakes that work, doubles that fail on plan, a clock that obeys, a
 * guard against leaks, and the recipe of our sample CARs.
 */
package io.dagstore.core.testkit;

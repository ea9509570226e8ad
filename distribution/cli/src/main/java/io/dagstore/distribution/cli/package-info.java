/**
 * The {@code dagstore} command line. {@link io.dagstore.distribution.cli.Main} runs one command
 * over injected streams, environment and clock and returns its exit code; each command is one class
 * that holds its arguments and what it does. No formats and no store logic live here.
 */
package io.dagstore.distribution.cli;

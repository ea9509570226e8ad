/** The record of what happened, for people and programs that ask later. */
package io.dagstore.core.api.journal;

/** Configuration from environment variables: every missing or wrong one is reported at once, by its name. */
package dev.drlab.contract.environment;

/**
 * {@code drlab break-glass}: the state machine files that Step Functions runs, run from here against AWS when Step
 * Functions is out of reach. {@link dev.drlab.region.Cloud} is the seam to AWS.
 */
package dev.drlab.cli.breakglass;

/**
 * The state machine files that Step Functions runs, run from here against AWS when Step Functions is out of reach.
 * {@link dev.drlab.breakglass.Session} is the way in.
 */
package dev.drlab.breakglass;

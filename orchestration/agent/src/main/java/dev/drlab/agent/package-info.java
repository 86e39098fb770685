/**
 * The region agent: the few database-side and peer-side actions that no AWS API offers. {@link dev.drlab.agent.Agent}
 * takes a JSON request and answers with JSON, so the same class serves as a Lambda function's core and inside the lab.
 *
 * <p>One package of more than 20 files because each action has a class, and all of them share the two databases, the two
 * records and the errors of this package.
 */
package dev.drlab.agent;

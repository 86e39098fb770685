/**
 * The region agent: the few database-side and peer-side actions that no AWS API offers. {@link dev.drlab.agent.Agent}
 * takes a JSON request and answers with JSON, so the same class serves as a Lambda function's core and inside the lab.
 */
package dev.drlab.agent;

/**
 * The region agent as an AWS Lambda function: configuration from the environment, passwords from Secrets Manager, and
 * {@link dev.drlab.agent.lambda.LambdaHandler} around {@link dev.drlab.agent.Agent}. See {@code docs/agent.md}.
 */
package dev.drlab.agent.lambda;

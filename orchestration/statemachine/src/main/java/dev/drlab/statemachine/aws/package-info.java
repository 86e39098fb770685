/**
 * Tasks as calls of AWS SDK for Java 2.x client interfaces: which services there are, how Step Functions names their
 * operations, parameters and errors, and the bridge between JSON and the SDK's classes.
 */
package dev.drlab.statemachine.aws;

/**
 * One region's AWS services as SDK client interfaces in process, with the SDK's own exception classes, and the injector
 * that makes them fail. See {@code docs/control-plane.md}.
 */
package dev.drlab.lab.simulation.aws;

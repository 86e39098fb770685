/**
 * ECS cluster, service, balancer and the verifier's schedule of one region. Constructs only: props in, construct out; which
 * region and which names is decided by the stacks.
 */
package dev.drlab.compute;

/** ECS cluster, service, balancer and the verifier's schedule of one region. */
package dev.drlab.compute;

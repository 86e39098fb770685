/** A task on Fargate: its container, roles, secrets and log. */
package dev.drlab.infra.compute.task;

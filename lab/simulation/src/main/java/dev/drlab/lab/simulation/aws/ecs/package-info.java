/** The lab's ECS and Application Auto Scaling: tasks are processes; placement and capacity are simulated. */
package dev.drlab.lab.simulation.aws.ecs;

/**
 * One region's control table: a small stand-in for DynamoDB, in process and over HTTP, that evaluates the expressions
 * that drlab uses and refuses what DynamoDB would refuse. See {@code docs/control-plane.md}.
 */
package dev.drlab.lab.simulation.control;

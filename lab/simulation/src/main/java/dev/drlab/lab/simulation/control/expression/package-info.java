/** DynamoDB's condition and update expressions: parsed, checked and applied as DynamoDB does. */
package dev.drlab.lab.simulation.control.expression;

/**
 * JSONata as Step Functions evaluates it: one compiled expression, the values it sees, and the functions that Step
 * Functions adds. The interpreter is the library {@code com.dashjoin:jsonata}; what differs from Step Functions is
 * evened out here and nowhere else.
 */
package dev.drlab.statemachine.expression;

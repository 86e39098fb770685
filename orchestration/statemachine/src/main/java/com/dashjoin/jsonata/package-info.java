/**
 * Classes that must stand in the JSONata library's own package, because the library keeps it to itself: its syntax
 * tree, and the methods of its evaluator that drlab mends. Everything else of drlab sees the library through {@code
 * dev.drlab.statemachine.expression}.
 */
package com.dashjoin.jsonata;

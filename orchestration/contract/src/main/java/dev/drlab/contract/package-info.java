/**
 * The agreements between the state machines' documents, the stacks, the lab and the commands. Each agreement stands
 * here once; every other module may read it, and this one sees no other module of drlab.
 */
package dev.drlab.contract;

/** AWS behind the seam: Step Functions, the fault, the verifier's task. */
package dev.drlab.drill.aws;

/** The project, after which everything of a deployment is named. */
package dev.drlab.contract.project;

/** The command's manual and completion, from its own descriptions. */
package dev.drlab.manual;

/** The account of every acknowledged commit: what a database lacks, who has it instead, and the second count. */
package dev.drlab.lab.checker;

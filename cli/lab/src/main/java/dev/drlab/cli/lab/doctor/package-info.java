/** What a lab needs of its machine. */
package dev.drlab.cli.lab.doctor;

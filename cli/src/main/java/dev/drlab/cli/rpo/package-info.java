/** {@code drlab rpo}: measures lag and RPO exposure between two PostgreSQL servers, and loss after a promotion. */
package dev.drlab.cli.rpo;

/** Lag and RPO exposure between two PostgreSQL servers, and loss after a promotion. */
package dev.drlab.rpo;

/** Reads requests and writes answers, whatever clients do. */
package dev.drlab.service.http;

/**
 * The service as others meet it over HTTP: its paths and headers, and the health checks that decide by them where clients
 * are sent.
 */
package dev.drlab.contract.service;

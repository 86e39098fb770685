/** The items: their API and the table behind it. */
package dev.drlab.service.items;

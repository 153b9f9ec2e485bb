/* SPDX-License-Identifier: MIT
 *
 * schema_sql.h — schema.sql, put into the program by cmake/graph.cmake.
 */
#pragma once

/** NUL-terminated. */
extern const char tg_schema_sql[];

/* SPDX-License-Identifier: MIT
 *
 * asset.h — site.css and site.js, put into the program by cmake/site.cmake.
 */
#pragma once

/** NUL-terminated. */
extern const char tg_site_css[];
extern const char tg_site_js[];

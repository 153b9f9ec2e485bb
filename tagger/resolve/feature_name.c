/* SPDX-License-Identifier: MIT
 *
 * feature_name.c — a feature as it is written: "prev.word=minister".
 */
#include "resolve/features.h"

#include <stdio.h>

#include "resolve/template.h"

size_t tg_feature_name(char *buf, size_t cap, const tg_feature_names *names, uint32_t i,
                       const tg_view *view)
{
    const tg_feature *f = &names->at[i];
    int head = snprintf(buf, cap, "%s=", tg_template_name((tg_template)f->template));
    size_t n = (size_t)head;
    if (f->value == TG_VALUE_MARK) {
        return n + (size_t)snprintf(buf + n, cap - n, "%s", tg_mark_name((tg_mark)f->n));
    }
    if (f->value == TG_VALUE_LABEL) {
        return n + (size_t)snprintf(buf + n, cap - n, "%s%s", tg_label_name((tg_label)f->n),
                                    f->at != 0 ? ".one" : "");
    }
    if (f->value == TG_VALUE_TEXT) {
        if (n + 3 * (size_t)f->n >= cap) return n;
        return n + tg_fold(buf + n, (tg_str){names->pool + f->at, f->n});
    }
    if (f->value == TG_VALUE_PREFIX || f->value == TG_VALUE_SUFFIX) {
        tg_str affix = tg_look_affix(view, f->at, f->value == TG_VALUE_SUFFIX);
        return n + 3 * affix.n < cap ? n + tg_fold(buf + n, affix) : n;
    }
    for (uint32_t k = f->at; k < f->at + f->n; k++) {
        tg_str t = tg_view_token(view, k);
        if (n + 3 * t.n + 2 >= cap) break;
        if (k > f->at) buf[n++] = ' ';
        bool shape = f->value == TG_VALUE_SHAPE && (f->n == 1 || tg_look_has_shape(view, k));
        char text[16];
        if (shape) t = (tg_str){text, tg_look_shape(text, view, k)};
        n += tg_fold(buf + n, t);
    }
    return n;
}

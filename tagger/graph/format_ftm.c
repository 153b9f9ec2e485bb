/* SPDX-License-Identifier: MIT
 *
 * format_ftm.c — FollowTheMoney, the model of Aleph: one JSON object a line.
 *
 *     person          Person            party            Organization, topic pol.party
 *     organization    Company, PublicBody or Organization, by its subtype
 *     country         PublicBody        location         Address
 *     a link          UnknownLink, with its sentence and where it stands
 *     member_of       Membership        works_for, spokesperson_of, holds_role   Employment
 *
 * Ids may hold letters, digits and dots only, so they are hashes of "type:key".
 */
#include "base/json.h"
#include "base/sha256.h"
#include "graph/format.h"

enum { ID_HEX = 40 };

static void put_id(tg_exporter *x, tg_str first, tg_str second, tg_str third)
{
    tg_sha256 s;
    unsigned char digest[TG_SHA256_BYTES];
    char hex[TG_SHA256_HEX];
    const tg_str parts[] = {first, second, third};
    tg_sha256_start(&s);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].n > 0) tg_sha256_add(&s, parts[i].p, parts[i].n);
        tg_sha256_add(&s, "\n", 1);
    }
    tg_sha256_end(&s, digest);
    tg_sha256_hex(hex, digest);
    tg_buf_char(&x->buf, '"');
    tg_buf_add(&x->buf, hex, ID_HEX);
    tg_buf_char(&x->buf, '"');
}

static const tg_str none = {NULL, 0};

static bool is(tg_value v, const char *word)
{
    return v.kind == TG_VALUE_TEXT && tg_str_eq(v.s, (tg_str){word, strlen(word)});
}

static const char *schema_of(tg_value type, tg_value subtype)
{
    if (is(type, "person")) return "Person";
    if (is(type, "country")) return "PublicBody";
    if (is(type, "location")) return "Address";
    if (is(subtype, "company")) return "Company";
    return is(subtype, "gov") ? "PublicBody" : "Organization";
}

static void begin_object(tg_exporter *x, const char *schema, tg_str a, tg_str b, tg_str c)
{
    tg_export_word(x, "{\"id\":");
    put_id(x, a, b, c);
    tg_export_word(x, ",\"schema\":\"");
    tg_export_word(x, schema);
    tg_export_word(x, "\",\"properties\":{");
}

static void begin_property(tg_exporter *x, const char *name)
{
    if (!x->buf.oom && x->buf.p[x->buf.n - 1] != '{') tg_export_word(x, ",");
    tg_export_word(x, "\"");
    tg_export_word(x, name);
    tg_export_word(x, "\":[");
}

static void put_property(tg_exporter *x, const char *name, tg_value v)
{
    if (v.kind != TG_VALUE_TEXT || v.s.n == 0) return;
    begin_property(x, name);
    tg_json_put(&x->buf, v.s);
    tg_export_word(x, "]");
}

static void put_reference(tg_exporter *x, const char *name, tg_value v)
{
    begin_property(x, name);
    put_id(x, v.s, none, none);
    tg_export_word(x, "]");
}

static void end_object(tg_exporter *x)
{
    tg_export_word(x, "}}\n");
}

/** Countries are written in small letters there. */
static void put_country(tg_exporter *x, tg_value v)
{
    char code[2];
    if (v.kind != TG_VALUE_TEXT || v.s.n != sizeof code) return;
    for (size_t i = 0; i < sizeof code; i++) code[i] = (char)(v.s.p[i] | 0x20);
    put_property(x, "country", tg_text((tg_str){code, sizeof code}));
}

static void ftm_node(tg_exporter *x, const tg_row *row)
{
    const tg_value *v = row->value;
    begin_object(x, schema_of(v[2], v[3]), v[0].s, none, none);
    put_property(x, "name", v[1]);
    if (is(v[2], "location")) put_property(x, "full", v[1]);
    if (is(v[2], "party")) put_property(x, "topics", tg_word("pol.party"));
    put_country(x, v[4]);
    put_property(x, "wikidataId", v[5]);
    end_object(x);
}

/** Only an address of the web is one there. */
static void put_source(tg_exporter *x, tg_value uri)
{
    bool web = uri.s.n > 4 && memcmp(uri.s.p, "http", 4) == 0;
    put_property(x, web ? "sourceUrl" : "recordId", uri);
}

static void ftm_edge(tg_exporter *x, const tg_row *row)
{
    const tg_value *v = row->value;
    begin_object(x, "UnknownLink", v[0].s, v[1].s, none);
    put_reference(x, "subject", v[0]);
    put_reference(x, "object", v[1]);
    put_property(x, "role", tg_word("named together"));
    put_property(x, "startDate", v[10]);
    put_property(x, "endDate", v[11]);
    put_property(x, "summary", v[12]);
    begin_property(x, "description");
    tg_export_word(x, "\"weight ");
    tg_export_value(x, v[2], tg_json_put);
    tg_export_word(x, ", stories ");
    tg_export_value(x, v[3], tg_json_put);
    tg_export_word(x, "\"]");
    put_source(x, v[13]);
    end_object(x);
}

static void ftm_fact(tg_exporter *x, const tg_row *row)
{
    const tg_value *v = row->value;
    bool member = is(v[1], "member_of");
    bool works = is(v[1], "works_for") || is(v[1], "spokesperson_of") || is(v[1], "holds_role");
    bool employer = is(v[8], "organization") || is(v[8], "party") || is(v[8], "country");
    if ((!member && !works) || !is(v[7], "person") || !employer) return;
    begin_object(x, member ? "Membership" : "Employment", v[0].s, v[1].s, v[2].s);
    put_reference(x, member ? "member" : "employee", v[0]);
    put_reference(x, member ? "organization" : "employer", v[2]);
    put_property(x, "role", v[3]);
    put_property(x, "startDate", v[4]);
    put_property(x, "endDate", v[5]);
    put_source(x, v[9]);
    end_object(x);
}

const tg_format tg_format_ftm = {.node = ftm_node, .edge = ftm_edge, .fact = ftm_fact};

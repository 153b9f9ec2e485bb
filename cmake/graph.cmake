# The graph: linked into the program, not into the library. schema.sql goes in as bytes,
# since a C string may not be that long.
set(schema ${PROJECT_SOURCE_DIR}/tagger/graph/schema.sql)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${schema})
file(READ ${schema} hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)" "\\1\n" bytes "${bytes}")
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/generated/schema_sql.c @ONLY
    CONTENT "#include \"graph/schema_sql.h\"\n\nconst char tg_schema_sql[] = {\n@bytes@0};\n")

add_library(tagger_graph STATIC
    tagger/graph/corpus.c
    tagger/graph/decide.c
    tagger/graph/excerpt.c
    tagger/graph/export.c
    tagger/graph/fold.c
    tagger/graph/format_csv.c
    tagger/graph/format_ftm.c
    tagger/graph/format_plain.c
    tagger/graph/format_xml.c
    tagger/graph/idcache.c
    tagger/graph/link.c
    tagger/graph/links.c
    tagger/graph/markup.c
    tagger/graph/measure.c
    tagger/graph/names.c
    tagger/graph/points.c
    tagger/graph/pages.c
    tagger/graph/pairs.c
    tagger/graph/path.c
    tagger/graph/query.c
    tagger/graph/relink.c
    tagger/graph/review.c
    tagger/graph/named.c
    tagger/graph/row_sql.c
    tagger/graph/rows.c
    tagger/graph/slice.c
    tagger/graph/tally.c
    tagger/graph/sql.c
    tagger/graph/store.c
    tagger/graph/story.c
    tagger/graph/suggest.c
    tagger/graph/sums.c
    tagger/graph/termcount.c
    tagger/graph/writer.c
    ${PROJECT_BINARY_DIR}/generated/schema_sql.c)
target_link_libraries(tagger_graph PRIVATE tagger_flags m PUBLIC tagger_static SQLite::SQLite3)

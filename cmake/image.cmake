# The built-in lists: gazetteers/ compiled by a tool of our own and embedded as they are.
#
#     tagger_objects ─▶ tagger_mklists   ─▶ default.tgl ─.incbin─▶ tagger_image
#                      tagger_mkweights ─▶ default.tgw ─.incbin─┘
#
# The tool links an archive, so that it takes only what a compiler of lists needs
# and not what needs the image it is about to make.
enable_language(ASM)

add_library(tagger_bare STATIC)
target_link_libraries(tagger_bare PUBLIC tagger_objects)
add_executable(tagger_mklists tools/mklists.c)
target_link_libraries(tagger_mklists PRIVATE tagger_flags tagger_bare)

file(GLOB_RECURSE gazetteer_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/gazetteers/*.tsv)
set(TAGGER_IMAGE ${PROJECT_BINARY_DIR}/default.tgl)
add_custom_command(OUTPUT ${TAGGER_IMAGE}
    COMMAND tagger_mklists ${PROJECT_SOURCE_DIR}/gazetteers ${TAGGER_IMAGE}
    DEPENDS tagger_mklists ${gazetteer_files}
    COMMENT "Compiling gazetteers" VERBATIM)

add_executable(tagger_mkweights tools/mkweights.c)
target_link_libraries(tagger_mkweights PRIVATE tagger_flags tagger_bare)
set(TAGGER_WEIGHTS_TABLE ${PROJECT_SOURCE_DIR}/gazetteers/weights/weights.tsv)
set(TAGGER_WEIGHTS ${PROJECT_BINARY_DIR}/default.tgw)
add_custom_command(OUTPUT ${TAGGER_WEIGHTS}
    COMMAND tagger_mkweights ${TAGGER_WEIGHTS_TABLE} ${TAGGER_WEIGHTS}
    DEPENDS tagger_mkweights ${TAGGER_WEIGHTS_TABLE}
    COMMENT "Compiling weights" VERBATIM)

configure_file(cmake/image.S.in ${PROJECT_BINARY_DIR}/image.S @ONLY)
set_source_files_properties(${PROJECT_BINARY_DIR}/image.S PROPERTIES OBJECT_DEPENDS "${TAGGER_IMAGE};${TAGGER_WEIGHTS}")
add_library(tagger_image OBJECT ${PROJECT_BINARY_DIR}/image.S tagger/lex/builtin.c tagger/resolve/builtin.c)
target_include_directories(tagger_image PRIVATE tagger)
target_link_libraries(tagger_image PRIVATE tagger_flags)

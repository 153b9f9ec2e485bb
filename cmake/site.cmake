# The pages of a report. Style and script go in as bytes, since a C string may not be that long.
set(assets "#include \"site/asset.h\"\n")
foreach(kind IN ITEMS css js)
    set(asset ${PROJECT_SOURCE_DIR}/tagger/site/site.${kind})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${asset})
    file(READ ${asset} hex HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
    string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)" "\\1\n" bytes "${bytes}")
    string(APPEND assets "\nconst char tg_site_${kind}[] = {\n${bytes}0};\n")
endforeach()
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/generated/site_assets.c @ONLY CONTENT "@assets@")

add_library(tagger_site STATIC
    tagger/site/bars.c
    tagger/site/entity.c
    tagger/site/html.c
    tagger/site/layout.c
    tagger/site/lists.c
    tagger/site/network.c
    tagger/site/site.c
    tagger/site/start.c
    ${PROJECT_BINARY_DIR}/generated/site_assets.c)
target_link_libraries(tagger_site PRIVATE tagger_flags m PUBLIC tagger_graph)

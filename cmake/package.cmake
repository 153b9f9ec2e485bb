# What `cmake --install` puts where, and how others find it: pkg-config and find_package.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

install(TARGETS tagger RUNTIME)
install(TARGETS tagger_static tagger_shared ARCHIVE LIBRARY)
install(FILES tagger/tagger.h TYPE INCLUDE)
install(FILES README.md CHANGELOG.md LICENSE TYPE DOC)
install(FILES gazetteers/SOURCES.md TYPE DOC) # licences of the lists inside the library
foreach(page IN ITEMS tagger.1 tagger.3 gazetteers.5)
    string(REGEX REPLACE ".*\\." "" chapter ${page})
    install(FILES docs/man/${page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${chapter})
endforeach()

# The folder of libraries may lie deeper than lib: lib/x86_64-linux-gnu.
file(RELATIVE_PATH pc_to_prefix ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
configure_file(cmake/tagger.pc.in ${PROJECT_BINARY_DIR}/tagger.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/tagger.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

set(config_dir ${CMAKE_INSTALL_LIBDIR}/cmake/tagger)
configure_package_config_file(cmake/taggerConfig.cmake.in ${PROJECT_BINARY_DIR}/taggerConfig.cmake
    INSTALL_DESTINATION ${config_dir} PATH_VARS CMAKE_INSTALL_INCLUDEDIR CMAKE_INSTALL_LIBDIR)
# Until 1.0 a minor version may change the interface.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/taggerConfigVersion.cmake
    COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/taggerConfig.cmake
    ${PROJECT_BINARY_DIR}/taggerConfigVersion.cmake DESTINATION ${config_dir})

# The flags every target of the project links: language level, warnings, Qt strictness.
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_AUTOMOC ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON)
set_property(GLOBAL PROPERTY AUTOGEN_TARGETS_FOLDER autogen)

find_program(PLUMBLINE_CCACHE ccache)
if(PLUMBLINE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${PLUMBLINE_CCACHE}")
endif()

add_library(plumbline_options INTERFACE)
target_compile_features(plumbline_options INTERFACE cxx_std_20)
set(CMAKE_CXX_EXTENSIONS OFF)
target_include_directories(plumbline_options INTERFACE "$<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}>")
target_compile_options(plumbline_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow=local -Wold-style-cast -Wnon-virtual-dtor
  -Woverloaded-virtual -Wcast-qual -Wunused)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # clang spells the option without the suffix; local shadowing is checked by g++.
  get_target_property(plumbline_flags plumbline_options INTERFACE_COMPILE_OPTIONS)
  list(REMOVE_ITEM plumbline_flags -Wshadow=local)
  set_target_properties(plumbline_options PROPERTIES INTERFACE_COMPILE_OPTIONS "${plumbline_flags}")
endif()
target_compile_definitions(plumbline_options INTERFACE
  QT_NO_KEYWORDS QT_NO_FOREACH QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII
  QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
  QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_STRICT_ITERATORS
  QT_DISABLE_DEPRECATED_BEFORE=0x060400)
if(PLUMBLINE_WERROR)
  target_compile_options(plumbline_options INTERFACE -Werror)
endif()
if(PLUMBLINE_SANITIZE)
  target_compile_options(plumbline_options INTERFACE
    "-fsanitize=${PLUMBLINE_SANITIZE}" -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(plumbline_options INTERFACE "-fsanitize=${PLUMBLINE_SANITIZE}")
endif()
if(PLUMBLINE_BUILD_FUZZ)
  # Coverage for libFuzzer in every library, not only in the fuzz targets.
  target_compile_options(plumbline_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# Every library the project links, each with the reason it is there.
set(plumbline_qt_components Core Sql Network Concurrent)
if(PLUMBLINE_BUILD_UI)
  list(APPEND plumbline_qt_components Gui Widgets Svg PrintSupport LinguistTools)
endif()
if(PLUMBLINE_BUILD_TESTS OR PLUMBLINE_BUILD_BENCH)
  list(APPEND plumbline_qt_components Test)
endif()
find_package(Qt6 6.4 REQUIRED COMPONENTS ${plumbline_qt_components})
if(PLUMBLINE_BUILD_UI)
  find_package(QCustomPlotQt6 REQUIRED)  # plots
endif()

find_package(SQLite3 REQUIRED)   # busy handler and backup on the handle that Qt SQL opens
find_package(simdjson REQUIRED)  # JSON lines at disk speed, strict about UTF-8
find_package(ZLIB REQUIRED)      # .gz
find_package(PkgConfig REQUIRED)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)  # .zst
find_package(spdlog REQUIRED)    # the log
find_package(CLI11 REQUIRED)     # command lines
find_package(Qt6Keychain QUIET)  # keys in the system's keyring; without it, from the environment alone
find_package(Eigen3 3.4 REQUIRED NO_MODULE)  # matrices of the statistics

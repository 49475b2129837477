# Two precompiled headers, made once and used by every library and test: what nearly all of core includes, and the
# same with the widgets. Sources still name what they use; a build with PLUMBLINE_PCH=OFF shows whether they do.
option(PLUMBLINE_PCH "Use precompiled headers" ON)

set(plumbline_pch_core_headers
  <QByteArray> <QDateTime> <QFuture> <QHash> <QJsonArray> <QJsonObject> <QList> <QObject> <QPromise> <QString>
  <QStringList> <QVariant> <functional> <memory> <optional> <unordered_map> <variant> <vector>)
set(plumbline_pch_ui_headers ${plumbline_pch_core_headers}
  <QAbstractTableModel> <QAction> <QApplication> <QBoxLayout> <QKeyEvent> <QLabel> <QPainter> <QScrollArea>
  <QStyledItemDelegate> <QTableView> <QTimer> <QWidget>)

function(plumbline_pch_target name)
  cmake_parse_arguments(ARG "" "" "HEADERS;LIBS" ${ARGN})
  add_library(${name} OBJECT "${CMAKE_SOURCE_DIR}/packaging/cmake/pch.cpp")
  target_link_libraries(${name} PUBLIC plumbline_options ${ARG_LIBS})
  target_precompile_headers(${name} PRIVATE ${ARG_HEADERS})
  set_target_properties(${name} PROPERTIES AUTOMOC OFF)
endfunction()

if(PLUMBLINE_PCH)
  plumbline_pch_target(plumbline_pch_core HEADERS ${plumbline_pch_core_headers} LIBS Qt6::Core)
  if(PLUMBLINE_BUILD_UI)
    plumbline_pch_target(plumbline_pch_ui HEADERS ${plumbline_pch_ui_headers} LIBS Qt6::Widgets)
  endif()
endif()

# Gives a target the precompiled header that fits the folder it is in; other folders do without.
function(plumbline_use_pch name)
  if(NOT PLUMBLINE_PCH)
    return()
  endif()
  file(RELATIVE_PATH folder "${CMAKE_SOURCE_DIR}" "${CMAKE_CURRENT_SOURCE_DIR}")
  if(folder MATCHES "^(tests/)?ui(/|$)" AND TARGET plumbline_pch_ui)
    target_precompile_headers(${name} REUSE_FROM plumbline_pch_ui)
  elseif(folder MATCHES "^(tests/)?core(/|$)")
    target_precompile_headers(${name} REUSE_FROM plumbline_pch_core)
  endif()
endfunction()

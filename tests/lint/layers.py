"""Which folder may include what: the arrows of docs/architecture.md, as rules."""

import re
import subprocess
from functools import lru_cache
from pathlib import Path

# Folders of core, each with the folders of core it may include besides itself.
_VALUES = {"base", "domain"}
_METHODS = {"stats", "taxonomy", "routing", "reward"}
CORE = {
    "base": set(),
    "domain": {"base"},
    "stats": _VALUES,
    "taxonomy": _VALUES,
    "reward": _VALUES,
    "routing": _VALUES | {"stats"},
    "settings": _VALUES,
    "llm": _VALUES | _METHODS,
    "store": _VALUES | _METHODS,
    "exchange": _VALUES | _METHODS | {"store"},
    "judge": _VALUES | _METHODS | {"llm"},
    "checks": _VALUES | _METHODS | {"llm", "store", "exchange"},
    "plugins": _VALUES | {"reward", "llm", "exchange"},
    "analysis": _VALUES | _METHODS | {"store"},
    "jobs": _VALUES | _METHODS | {"settings", "llm", "store", "exchange", "judge", "checks", "plugins", "analysis"},
}

# What each top-level folder may include of the others.
TOP = {
    "core": {"core"},
    "ui": {"ui", "core"},
    "app": {"app", "ui", "core"},
    "plugins": {"plugins", "core"},
    "tests": {"tests", "app", "ui", "core", "plugins"},
}
PLUGIN_CORE = {"plugins", "reward", "llm", "exchange", "domain", "base"}

# Used where Qt's own folders cannot be read; enough to catch the usual slips.
_WIDGET_CLASSES = {"QWidget", "QLabel", "QPushButton", "QApplication", "QMessageBox", "QDialog", "QTableView"}
_GUI_CLASSES = {"QColor", "QIcon", "QPixmap", "QImage", "QFont", "QPainter", "QPalette", "QGuiApplication",
                "QTextDocument", "QTextCursor", "QKeySequence", "QAction", "QClipboard"}
_SQL_CLASSES = {"QSqlDatabase", "QSqlQuery", "QSqlError", "QSqlRecord", "QSqlTableModel", "QSqlQueryModel"}
_NETWORK_CLASSES = {"QNetworkAccessManager", "QNetworkRequest", "QNetworkReply", "QTcpSocket", "QLocalSocket"}
_FALLBACK = {"QtWidgets": _WIDGET_CLASSES, "QtGui": _GUI_CLASSES, "QtSql": _SQL_CLASSES,
             "QtNetwork": _NETWORK_CLASSES, "QtSvg": {"QSvgRenderer", "QSvgGenerator"},
             "QtPrintSupport": {"QPrinter", "QPrintDialog"}, "QtSvgWidgets": {"QSvgWidget"},
             "QtTest": {"QSignalSpy", "QAbstractItemModelTester"}}
_TORCH = re.compile(r"^(torch|ATen|c10|caffe2)/")
_QT = re.compile(r"^(Qt[A-Z]\w*(/|$)|Q[A-Z]\w*$|q[a-z]+\.h$)")


@lru_cache(maxsize=None)
def _qt_headers():
    try:
        return Path(subprocess.run(["qmake6", "-query", "QT_INSTALL_HEADERS"], capture_output=True,
                                   text=True, check=True).stdout.strip())
    except (OSError, subprocess.CalledProcessError):
        return None


@lru_cache(maxsize=None)
def _classes(module):
    names = set(_FALLBACK.get(module, set()))
    folder = _qt_headers() and _qt_headers() / module
    if folder and folder.is_dir():
        names |= {entry.name for entry in folder.iterdir()}
    return names | {name.lower() + ".h" for name in names if name.startswith("Q")}


def qt_module(include):
    """The Qt module that an include belongs to, of those the rules speak of; None for others.

    <QtSql/QSqlQuery>, <QSqlQuery>, <qsqlquery.h> and <QtSql> are the same module."""
    head = include.split("/")[0]
    for module in _FALLBACK:
        if head == module or ("/" not in include and include in _classes(module)):
            return module
    return None


def _allowed_qt(path):
    """Qt modules, of those that are ruled, that a file may include."""
    parts = path.split("/")
    top, folder = parts[0], parts[1] if len(parts) > 2 else ""
    windows = {"QtWidgets", "QtGui", "QtSvg", "QtSvgWidgets", "QtPrintSupport"}
    if top == "core":
        return {"store": {"QtSql"}, "llm": {"QtNetwork"}}.get(folder, set())
    if top == "ui":
        return windows
    if top == "app":
        return windows | {"QtNetwork"}
    if top == "plugins":
        return {"QtNetwork"}
    return windows | set(_FALLBACK)


def _project_include(source, name):
    """What is wrong with including a header of the project, or None."""
    parts, target = source.path.split("/"), name.split("/")
    top = parts[0]
    if target[0] not in TOP.get(top, set(TOP)):
        return f"{top}/ may not include {target[0]}/"
    if top == "core" and target[0] == "core" and len(parts) > 2 and len(target) > 2:
        own, other = parts[1], target[1]
        if own != other and other not in CORE.get(own, set()):
            return f"core/{own} may not include core/{other}"
    if top == "plugins":
        if target[0] == "core" and len(target) > 2 and target[1] not in PLUGIN_CORE:
            return f"a plugin may not include core/{target[1]}"
        if target[0] == "plugins" and target[1] != parts[1]:
            return "a plugin may not include another plugin"
    return None


def _library_include(source, name):
    """What is wrong with including a library's header, or None."""
    path = source.path
    if name == "sqlite3.h" and not path.startswith(("core/store/", "tests/")):
        return "sqlite3.h belongs to core/store alone"
    if name == "qcustomplot.h" and path != "ui/plots/qcpinclude.h":
        return "qcustomplot.h is included by ui/plots/qcpinclude.h alone"
    if _TORCH.match(name) and not path.startswith(("plugins/torchreward/", "tests/plugins/torchreward/")):
        return "LibTorch belongs to plugins/torchreward alone"
    if re.match(r"(QtCore/)?(QJsonDocument|QJsonParseError)$", name) and path.startswith("core/domain/"):
        return "core/domain holds JSON values and never reads JSON text"
    if name == "simdjson.h" and not path.startswith(("core/base/", "core/exchange/", "tests/")):
        return "simdjson belongs to core/base and core/exchange"
    module = qt_module(name)
    if module and module not in _allowed_qt(path):
        return f"{module} may not be included here"
    return None


def check(source):
    """Yields (line, message) for each include that points the wrong way."""
    top = source.path.split("/")[0]
    if top not in TOP:
        return
    torch_line, qt_line = None, None
    for line, name, angled in source.includes():
        if not angled and name.endswith(".moc"):
            continue
        if not angled and name.split("/")[0] not in TOP:
            yield line, f'"{name}" is not rooted at the project ("core/base/result.h")'
            continue
        problem = _library_include(source, name) if angled else _project_include(source, name)
        if problem:
            yield line, problem
        if _TORCH.match(name):
            torch_line = line
        elif angled and _QT.match(name):
            qt_line = line
    if torch_line and qt_line:
        yield max(torch_line, qt_line), "one file may include LibTorch or Qt, not both"

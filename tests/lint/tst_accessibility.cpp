#include "app/otherkinds.h"
#include "app/pages.h"
#include "tests/support/workbench.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAccessible>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTest>

using namespace plumbline;
using namespace Qt::Literals::StringLiterals;

namespace {

bool isInComboBox(const QWidget* widget)
{
    for (const QWidget* at = widget->parentWidget(); at != nullptr; at = at->parentWidget()) {
        if (qobject_cast<const QComboBox*>(at) != nullptr) {
            return true;
        }
    }
    return false;
}

/// Parts that Qt makes inside its own widgets; they take their name from what they belong to.
bool isInner(const QWidget* widget)
{
    if (isInComboBox(widget)) {
        return true;
    }
    return widget->objectName().startsWith(u"qt_"_s) || qobject_cast<const QScrollBar*>(widget) != nullptr ||
           qobject_cast<const QHeaderView*>(widget) != nullptr ||
           (widget->parentWidget() != nullptr &&
            (qobject_cast<const QAbstractItemView*>(widget->parentWidget()) != nullptr ||
             qobject_cast<const QLineEdit*>(widget->parentWidget()) != nullptr));
}

bool isInteractive(const QWidget* widget)
{
    // What is hidden on purpose is looked at in the state in which it shows.
    if (isInner(widget) || (widget->testAttribute(Qt::WA_WState_ExplicitShowHide) && widget->isHidden())) {
        return false;
    }
    return (widget->focusPolicy() & Qt::TabFocus) != 0 ||
           qobject_cast<const QAbstractButton*>(widget) != nullptr ||
           qobject_cast<const QLineEdit*>(widget) != nullptr ||
           qobject_cast<const QPlainTextEdit*>(widget) != nullptr ||
           qobject_cast<const QComboBox*>(widget) != nullptr ||
           qobject_cast<const QAbstractItemView*>(widget) != nullptr ||
           qobject_cast<const QAbstractSlider*>(widget) != nullptr;
}

/// Where a widget stands, for a person who has to find it.
QString describe(const QWidget* widget)
{
    QStringList parts;
    for (const QWidget* at = widget; at != nullptr && parts.size() < 4; at = at->parentWidget()) {
        parts.prepend(QString::fromLatin1(at->metaObject()->className()) + u'#' + at->objectName());
    }
    return parts.join(u" > "_s);
}

/// What a screen reader or a test would miss in a tree of widgets.
QStringList findings(QWidget* root)
{
    QStringList found;
    QList<QWidget*> widgets = root->findChildren<QWidget*>();
    for (QWidget* widget : std::as_const(widgets)) {
        if (!isInteractive(widget)) {
            continue;
        }
        if (widget->objectName().isEmpty()) {
            found.append(u"no object name: "_s + describe(widget));
        }
        QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(widget);
        if (accessible == nullptr || accessible->text(QAccessible::Name).trimmed().isEmpty()) {
            found.append(u"no accessible name: "_s + describe(widget));
        }
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        if (button != nullptr && button->text().isEmpty() && button->toolTip().isEmpty() &&
            widget->accessibleName().isEmpty()) {
            found.append(u"icon without a tooltip: "_s + describe(widget));
        }
    }
    found.removeDuplicates();
    return found;
}

} // namespace

/// Every control of the real windows has a name for tests and for a screen reader.
class TstAccessibility : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plantedViolationIsFound();
    void welcomeAndSheets();
    void everyPage();
};

void TstAccessibility::plantedViolationIsFound()
{
    QWidget window;
    auto* nameless = new QPushButton(&window);
    auto* good = new QPushButton(u"Go on"_s, &window);
    good->setObjectName(u"good"_s);
    auto* field = new QLineEdit(&window);
    field->setObjectName(u"field"_s);
    const QStringList found = findings(&window);
    QCOMPARE(found.filter(u"no object name"_s).size(), 1);
    QCOMPARE(found.filter(u"no accessible name"_s).size(), 2);
    QCOMPARE(found.filter(u"icon without a tooltip"_s).size(), 1);
    QVERIFY(found.filter(u"#good"_s).isEmpty());
    nameless->setObjectName(u"nameless"_s);
    nameless->setAccessibleName(u"Now it has one"_s);
    field->setAccessibleName(u"Name"_s);
    QCOMPARE(findings(&window), QStringList());
}

void TstAccessibility::welcomeAndSheets()
{
    Workbench bench;
    bench.window().openKeys();
    const QStringList found = findings(&bench.window());
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

void TstAccessibility::everyPage()
{
    Workbench bench;
    QVERIFY(bench.openSample());
    QStringList all;
    const QList<PageFactory> pages = workbenchPages();
    for (const PageFactory& page : pages) {
        bench.window().showPage(page.id);
        QTest::qWait(300);
        QCOMPARE(bench.window().currentPage()->pageId(), page.id);
        all += findings(&bench.window());
    }
    for (const QString& uid : {u"sample-pair-001"_s, u"sample-rating-001"_s, u"sample-span-001"_s}) {
        QVERIFY(bench.openItem(uid));
        all += findings(&bench.window());
    }
    QVERIFY(addOtherKinds(*bench.application().workspace().store()));
    for (const QString& uid : {u"sample-ranking-001"_s, u"sample-critique-001"_s, u"sample-critique-002"_s,
                               u"sample-reaction-001"_s}) {
        QVERIFY(bench.openItem(uid));
        all += findings(&bench.window());
    }
    all.removeDuplicates();
    for (const QString& finding : std::as_const(all)) {
        qWarning("%s", qPrintable(finding));
    }
    QCOMPARE(all.size(), 0);
}

QTEST_MAIN(TstAccessibility)
#include "tst_accessibility.moc"

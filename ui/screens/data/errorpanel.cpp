#include "ui/screens/data/errorpanel.h"

#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/themedlabel.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

ErrorPanel::ErrorPanel(const Theme& theme, QAction* next, QAction* last, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_title(new ElidedLabel(theme, {}, Text::Strong, Color::Bad))
    , m_count(new ThemedLabel(theme, {}, Text::Caption, Color::Text2))
    , m_message(new ThemedLabel(theme, {}, Text::Body, Color::Text))
    , m_snippet(new QLabel)
{
    setObjectName(u"errorPanel"_s);
    m_title->setObjectName(u"errorTitle"_s);
    m_count->setObjectName(u"errorCount"_s);
    m_message->setObjectName(u"errorMessage"_s);
    m_message->setWordWrap(true);
    m_snippet->setObjectName(u"errorSnippet"_s);
    m_snippet->setTextFormat(Qt::RichText);
    m_snippet->setWordWrap(true);
    m_snippet->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* top = new QHBoxLayout;
    top->setSpacing(metrics::kSpace3);
    top->addSpacing(metrics::kIcon + metrics::kSpace2);
    top->addWidget(m_title);
    top->addWidget(m_count);
    top->addStretch(1);
    for (QAction* action : {next, last}) {
        auto* button = new KeyButton(theme, action, KeyButton::Kind::Quiet);
        button->setObjectName(action->objectName() + u".button"_s);
        button->setIconOnly(true);
        top->addWidget(button);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace5, metrics::kSpace3, metrics::kSpace4, metrics::kSpace4);
    column->setSpacing(metrics::kSpace2);
    column->addLayout(top);
    column->addWidget(m_message);
    column->addWidget(m_snippet);
    connect(&theme, &Theme::changed, this, &ErrorPanel::restyle);
    restyle();
}

void ErrorPanel::show(const BadLine& line, bool namesFile, qint64 number, qint64 count)
{
    m_line = line;
    QString where = line.field.isEmpty()
                        ? tr("Line %1").arg(groupedNumber(line.line))
                        : tr("Line %1, %2", "line and field").arg(groupedNumber(line.line), line.field);
    if (namesFile) {
        where = tr("%1, %2", "file and line").arg(QFileInfo(line.file).fileName(), where);
    }
    m_title->setText(where);
    m_count->setText(tr("%1 of %2").arg(groupedNumber(number), groupedNumber(count)));
    m_message->setText(line.message);
    setAccessibleName(where);
    setAccessibleDescription(line.message);
    restyle();
    setVisible(true);
}

QString ErrorPanel::snippetHtml(const BadLine& line) const
{
    const QString text = line.snippet;
    const QString field = line.field.section(u'.', -1).section(u'[', 0, 0);
    const QRegularExpression value(
        u"\"%1\"\\s*:\\s*(\"(?:[^\"\\\\]|\\\\.)*\"?|[^,}\\s]+)"_s.arg(QRegularExpression::escape(field)));
    const QRegularExpressionMatch match = field.isEmpty() ? QRegularExpressionMatch() : value.match(text);
    if (!match.hasMatch()) {
        return text.toHtmlEscaped();
    }
    const qsizetype from = match.capturedStart(1);
    const qsizetype to = match.capturedEnd(1);
    return text.left(from).toHtmlEscaped() +
           u"<u style=\"color:%1\">"_s.arg(m_theme.color(Color::Bad).name()) +
           text.mid(from, to - from).toHtmlEscaped() + u"</u>"_s + text.mid(to).toHtmlEscaped();
}

void ErrorPanel::restyle()
{
    m_snippet->setFont(m_theme.font(Text::Mono));
    QPalette own = m_snippet->palette();
    own.setColor(QPalette::WindowText, m_theme.color(Color::Text2));
    m_snippet->setPalette(own);
    m_snippet->setText(snippetHtml(m_line));
    m_snippet->setVisible(!m_line.snippet.isEmpty());
    update();
}

void ErrorPanel::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const QColor bad = m_theme.color(Color::Bad);
    plumbline::drawFrame(
        painter, rect(),
        {m_theme.color(Color::BadSoft), bad, metrics::kStrokeHair, metrics::kRadiusControl, false});
    const QRect title = m_title->geometry();
    m_theme.drawIcon(painter, QRectF(metrics::kSpace5, title.top(), metrics::kIcon, title.height()),
                     u"warn"_s, metrics::kIcon, bad);
}

} // namespace plumbline
